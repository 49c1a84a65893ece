"""Rows made of a frozen content are the rows the store reads of the same moment."""

from datetime import date

from kpkportfolio import snapshots
from kpkportfolio.charts.bubbles import build_bubbles
from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.sample import sample_operation
from kpkportfolio.snapshots.figures import initiatives_of
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio


def test_the_sample_reads_the_same_frozen_and_alive(portfolio: Portfolio) -> None:
    portfolio.commit(sample_operation())
    taken = snapshots.take(portfolio, "nyt")
    frozen = {row.id: row for row in initiatives_of(snapshots.content_of(portfolio, taken))}
    alive = {row.id: row._replace(version=0) for row in portfolio.initiatives()}
    assert len(alive) > 30
    assert frozen == alive


def test_half_known_figures_and_baselines_without_a_date(portfolio: Portfolio) -> None:
    ids = [new_id() for _ in range(3)]
    changes = [Change("initiative", id_, None, {"kind": "initiative", "title": f"Hanke {id_}"}) for id_ in ids]

    def add(entity: str, **row: Value) -> None:
        changes.append(Change(entity, new_id(), None, row))

    add("money", initiative_id=ids[0], kind="ict_investment", year=2011, likely=500)
    add("money", initiative_id=ids[0], kind="ict_investment", year=2012, min=100)
    add("money", initiative_id=ids[0], kind="running_cost", year=2012, min=7, max=9)
    add("impact", initiative_id=ids[1], kind="process_benefit", max=300)
    add("impact", initiative_id=ids[1], kind="ict_saving")
    add("money", initiative_id=ids[2], kind="ict_investment", year=2012)
    for name, day in (("ensin", None), ("sitten", date(2011, 3, 1)), ("viimeksi", date(2011, 8, 24)), ("muu", None)):
        add("baseline", initiative_id=ids[0], name=name, approved_on=day)
    portfolio.commit(Operation(OperationKind.IMPORT, "koe", changes))
    frozen = {row.id: row for row in initiatives_of(portfolio.content())}
    assert frozen == {row.id: row._replace(version=0) for row in portfolio.initiatives()}
    assert (frozen[ids[0]].investment_min, frozen[ids[0]].investment_max) == (600, None)
    assert frozen[ids[0]].baseline_name == "viimeksi"
    assert (frozen[ids[1]].impact_min, frozen[ids[1]].impact_max) == (None, 300)
    assert frozen[ids[2]].investment_min is None


def test_a_snapshot_keeps_where_a_bubble_stood(portfolio: Portfolio) -> None:
    portfolio.commit(sample_operation())
    taken = snapshots.take(portfolio, "ennen")
    before = build_bubbles(initiatives_of(snapshots.content_of(portfolio, taken)))
    moved = before.bubbles[0]
    figures = portfolio.records("money", initiative_id=moved.id, kind="ict_investment")
    portfolio.commit(
        Operation(
            OperationKind.EDIT,
            moved.name,
            [
                Change("money", id_, {"max": row["max"]}, {"max": int(row["max"] or 0) + 10**9})
                for id_, row in figures.items()
            ],
        )
    )
    portfolio.commit(editing(portfolio, [moved.id], {"title": "Toinen nimi"}))
    still = build_bubbles(initiatives_of(snapshots.content_of(portfolio, taken)))
    now = build_bubbles(portfolio.initiatives())
    assert still == before
    assert next(bubble for bubble in now.bubbles if bubble.id == moved.id).x > moved.x


def test_fields_of_ones_own_read_the_same_frozen_and_alive(portfolio: Portfolio) -> None:
    id_ = new_id()
    own: dict[str, Value] = {"initiative_id": id_, "name": "Diaarinumero", "value": "VM/1"}
    changes = [
        Change("initiative", id_, None, {"kind": "initiative", "title": "Asiointitili"}),
        Change("custom_value", new_id(), None, own),
    ]
    portfolio.commit(Operation(OperationKind.ADD, "", changes))
    taken = snapshots.take(portfolio, "nyt")
    [frozen] = initiatives_of(snapshots.content_of(portfolio, taken))
    assert frozen.own_values == "Diaarinumero: VM/1"
    assert [frozen] == [row._replace(version=0) for row in portfolio.initiatives()]
