"""The groups of the found pairs, made once a search."""

from kpkportfolio.model.vocabulary import ComponentRole
from kpkportfolio.overlap.clusters import GROUP, cluster_name, clusters
from kpkportfolio.overlap.finding import Finding
from ui.overlap_pairs import Pair
from ui.session import Session
from ui.widgets.overlap.pair_model import Group, groups_by_pair


class Grouping:
    """Groups of three or more initiatives among all found pairs, judged or not: a verdict moves no other pair."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: tuple[list[Finding] | None, dict[Pair, Group]] = (None, {})

    def groups(self, found: list[Finding]) -> dict[Pair, Group]:
        """By pair, the group it belongs to."""
        if found is not self._made[0]:
            produced: dict[str, set[str]] = {}
            for one in self._session.contents.components:
                if one.role is ComponentRole.PRODUCES:
                    produced.setdefault(one.initiative_id, set()).add(one.component)
            rows = self._session.by_id
            large = [one for one in clusters(found) if len(one.members) >= GROUP]
            self._made = (found, groups_by_pair([Group.of(one, cluster_name(one, rows, produced)) for one in large]))
        return self._made[1]
