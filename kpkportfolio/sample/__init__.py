"""The sample portfolio: what the software looks like with a whole portfolio in it, before anything is imported.

Its texts and figures are in ``resources/sample/portfolio.json``, written by hand and marked as illustrative
(havainnollistava). Today in its story is 15 November 2011.
"""

from kpkportfolio.model.change import Operation, OperationKind
from kpkportfolio.sample.changes import sample_changes
from kpkportfolio.sample.document import FILE, Document, read_document

__all__ = ["Document", "read_document", "sample_changes", "sample_operation"]


def sample_operation() -> Operation:
    """The operation that fills an empty portfolio with the sample.

    Every row has the same id each time, so that the sample can be taken back and put in again; the operation's own id
    is new each time, as every operation's is. Its reason says that the content is illustrative.
    """
    document = read_document()
    return Operation(OperationKind.SAMPLE, FILE, sample_changes(document), why=document["about"]["note"])
