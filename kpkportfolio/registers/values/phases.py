"""Several phases in one schedule: ``suunnittelu 2024, rakentaminen 2025–2026`` lasts from the first to the last."""

import re

from kpkportfolio.registers.values.moments import Moment, Strange
from kpkportfolio.registers.values.ranges import One, read_range

_PHASE = (
    r"(?:\w{0,12}suunnittelu|suunn|valmistelu|selvitys|hankinta|kilpailutus|toteutus|toteuttaminen|tot|rakentaminen|"
    r"rakennus|rak|käyttöönotto|pilotti|pilotointi|kehitys|kehittäminen|määrittely|testaus|tae?|ts|planering|planläggning|"
    r"projektering|upphandling|genomförande|byggande|byggnation|byggstart|införande|förstudie|planning|design|"
    r"procurement|construction|implementation|delivery|rollout|development|pilot)"
)
_PART = re.compile(_PHASE + r"\.?:?\s(.*\d.*)", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"[,;\n]\s*(?:(?:ja|och|and)\s)?(?=[^\W\d])|\s(?:ja|och|and)\s(?=[^\W\d])|\s/\s(?=[^\W\d])")


def phases(text: str, day_first: bool, one: One) -> Moment | None:
    """The days from the beginning of the first phase to the end of the last; None unless every part is a phase.

    Raises:
        Strange: a phase has no beginning or no end.
        Impossible: a date that no calendar has.
    """
    parts = [_PART.fullmatch(part.strip()) for part in _BETWEEN.split(text)]
    if len(parts) < 2 or len(parts) > 6:
        return None
    moments = []
    for part in parts:
        if part is None:
            return None
        try:
            moment = one(part[1], day_first)
        except Strange:
            moment = read_range(part[1], day_first, one)
        if moment.first is None or (moment.last is None and not moment.open):
            raise Strange
        moments.append(moment)
    first = min(moment.first for moment in moments if moment.first)
    if any(moment.open for moment in moments):
        return Moment(first, None, open=True)
    return Moment(first, max(moment.last for moment in moments if moment.last))
