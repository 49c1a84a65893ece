"""A process that edits and imports until it is killed; run by test_kill.py.

Every operation changes two rows to one and the same value, or adds a batch of rows with one mark, so that a half of
an operation would show. Before and after each commit a line is written, so that the test knows what was promised.
"""

import sys

from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio


def main(path: str, batch: int) -> None:
    portfolio = Portfolio.open(path, by="writer")
    first, second = sorted(portfolio.records("initiative", note="pair"))
    n = max((int(str(row["progress"])) for row in portfolio.records("initiative", note="pair").values()), default=0)
    while True:
        n = (n + 1) % 100
        portfolio.commit(editing(portfolio, [first, second], {"progress": n}))
        sys.stdout.write(f"edit {n}\n")
        sys.stdout.flush()
        mark = new_id()
        changes: list[Change] = []
        for _ in range(batch):
            id_ = new_id()
            changes.append(Change("initiative", id_, None, {"kind": "initiative", "title": mark}))
            row = {"initiative_id": id_, "title": mark, "state": "planned"}
            changes.append(Change("deliverable", new_id(), None, row))
        portfolio.commit(Operation(OperationKind.IMPORT, mark, changes))
        sys.stdout.write(f"import {mark}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
