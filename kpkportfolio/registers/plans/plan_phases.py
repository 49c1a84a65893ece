"""The names of the phases that work goes through, in Finnish, Swedish and English."""

import re

from kpkportfolio.registers.files.repair import fold

_PHASES = re.compile(
    r"\d+|[ivx]+|(?:\w*vaihee?(?:t|n)?|\w*fas(?:en)?|skede|phase|stage|sprint\w*|iteraatio|iteration|osa|del|part|"
    r"ja|och|and|the|of|n|projektin|hankkeen|projektets|project|"
    r"esi(?:selvitys|tutkimus)|selvitys|kartoitus|maarittely\w*|suunnittelu\w*|valmistelu\w*|kaynnistys|aloitus|hankinta|"
    r"kilpailutus|toteutus|rakentaminen|kehitys|integrointi|testaus|pilotointi|pilotti|pilottikaytto|koulutus|"
    r"kayttoonotto|tuotantoonsiirto|jalkautus|levitys|yllapito|tuki|paattaminen|lopetus|projektinhallinta|"
    r"projektinjohto|hallinta|hankehallinta|viestinta|dokumentointi|seuranta|arviointi|"
    r"forstudie|behovsanalys|analys|specificering|specifikation|definition|planering|upphandling|genomforande|"
    r"utveckling|bygge|test|testning|pilot|utbildning|inforande|driftsattning|forvaltning|avslut|projektledning|"
    r"initiation|inception|initiating|requirements?|analysis|scoping|planning|design|procurement|tendering|"
    r"development|implementation|construction|execution|building|build|integration|testing|piloting|training|rollout|"
    r"deployment|delivery|transition|closure|closing|close|maintenance|management)"
)
_NAMED_PHASE = re.compile(r"\w+ (?:phase|stage|vaihe|fasen?|skede)")


def is_phase(title: str) -> bool:
    """Whether a task is called by no more than the name of a phase of work."""
    folded = fold(title)
    if _NAMED_PHASE.fullmatch(folded):
        return True
    words = folded.split()
    return any(word.isalpha() for word in words) and all(_PHASES.fullmatch(word) for word in words)
