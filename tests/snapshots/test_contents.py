"""A frozen content reads as the store reads the same portfolio, row for row and in the same order."""

from datetime import UTC, date, datetime

from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.sample import sample_operation
from kpkportfolio.snapshots.contents import contents_of
from kpkportfolio.store.portfolio import Portfolio


def assert_the_same(portfolio: Portfolio) -> None:
    alive = portfolio.contents()
    frozen = contents_of(portfolio.content())
    rows = {row.id: row._replace(version=0) for row in alive.initiatives}
    assert {row.id: row for row in frozen.initiatives} == rows
    for name in alive._fields:
        if name != "initiatives":
            assert getattr(frozen, name) == getattr(alive, name), name


def test_the_sample_reads_the_same(portfolio: Portfolio) -> None:
    portfolio.commit(sample_operation())
    assert_the_same(portfolio)


def test_what_the_sample_has_not_reads_the_same(portfolio: Portfolio) -> None:
    a, b, own, foreign, keeper, part, service = (new_id() for _ in range(7))
    changes: list[Change] = []

    def add(entity: str, id_: str = "", **row: Value) -> None:
        changes.append(Change(entity, id_ or new_id(), None, row))

    add("organisation", keeper, name="Kunta", kind="municipality")
    add("register", foreign, name="Muiden", organisation_id=keeper)
    add("register", own, name="Omat", own=True)
    for id_ in (a, b):
        add("initiative", id_, kind="initiative", title=f"Hanke {id_[-4:]}")
    # read first from another's register, and yet one's own comes first
    add("source", initiative_id=a, register_id=foreign, key="1", ref="M-1", row=4, read_on=date(2011, 3, 1))
    add("source", initiative_id=a, register_id=own, key="2", ref="O-2", read_on=date(2011, 8, 1))
    add("source", initiative_id=b, register_id=foreign, key="3", read_values="{}", read_on=date(2011, 2, 1))
    add("component", part, name="Kortisto", kind="base_register")
    add("initiative_component", initiative_id=b, component_id=part, role="uses")
    add("service", service, name="Ajanvaraus", kind="application")
    add("service_initiative", service_id=service, initiative_id=a)
    add("custom_value", initiative_id=a, name="Kuulutettu", value="2011")
    at = datetime(2011, 8, 24, 9, tzinfo=UTC)
    add(
        "overlap_verdict",
        a_id=min(a, b),
        b_id=max(a, b),
        verdict="different",
        judged_by="Liisa",
        judged_at=at,
        a_text="x",
        b_text="y",
    )
    portfolio.commit(Operation(OperationKind.IMPORT, "koe", changes))
    assert_the_same(portfolio)
    read = contents_of(portfolio.content())
    assert next(row for row in read.initiatives if row.id == a).ref == "O-2"
    assert next(row for row in read.registers if row.id == foreign).vanished == 1
