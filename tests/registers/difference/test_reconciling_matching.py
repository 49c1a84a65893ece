"""Which row is which record of last time, how names are known, and several files as one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.vocabulary import OrganisationKind, Status
from kpkportfolio.registers.difference.matching import Row, identity, match
from kpkportfolio.registers.difference.names import guess_kind
from kpkportfolio.registers.difference.reconciling import reconcile, values_of
from kpkportfolio.registers.difference.three_way import merge
from kpkportfolio.registers.difference.together import Together
from kpkportfolio.registers.record import ReadInitiative, ReadRegister
from kpkportfolio.store.codec import encode
from kpkportfolio.store.portfolio import Portfolio
from tests.registers.read_factory import TODAY, read, register


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Portfolio]:
    """A new, empty portfolio in a file."""
    opened = Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa")
    yield opened
    opened.close()


def bring_in(portfolio: Portfolio, what: ReadRegister) -> tuple[int, int, int]:
    """Carry out; how many are new, changed and vanished."""
    found = reconcile(portfolio, what, TODAY)
    if found.operation is not None:
        portfolio.commit(found.operation)
    return len(found.new), len(found.changed), len(found.vanished)


def without_ref(title: str, row: int, **fields: object) -> ReadInitiative:
    return read(None, title, row=row, **fields)


def test_a_reference_identifies_whatever_else_changes(local: Portfolio) -> None:
    bring_in(local, register(read("H-1", "Asiointitili")))
    changed = read("h-1", "Aivan toinen nimi", organisation="Oulun kaupunki", row=99, sheet="Muut")
    assert bring_in(local, register(changed)) == (0, 1, 0)


def test_the_references_of_another_numbering_take_no_initiative_for_their_own(local: Portfolio) -> None:
    mine = ("Verkkopalvelualusta kuntien asiointiin", "Potilastiedon arkisto", "Lupahakemusten sähköinen polku")
    theirs = ("Avoimet toimisto-ohjelmat työpöydälle", "Katuvalojen ohjaus", "Musiikkiopiston ilmoittautuminen")
    first = [read(f"{n}", title, organisation="Oulun kaupunki") for n, title in enumerate(mine, 1)]
    other = [read(f"{n}", title, organisation="Vaasan kaupunki") for n, title in enumerate(theirs, 1)]
    bring_in(local, register(*first))
    assert bring_in(local, register(*other)) == (3, 0, 3)
    # both are known now, whichever comes and however it was changed meanwhile
    assert bring_in(local, register(*other)) == (0, 0, 3)
    later = [row._replace(status=Status.IDEA) for row in (*other, *first)]
    assert bring_in(local, register(*later)) == (0, 6, 0)
    assert {row.title for row in local.initiatives()} == {*mine, *theirs}


def test_what_was_never_read_from_a_file_is_told_apart_by_what_the_portfolio_says_of_it(local: Portfolio) -> None:
    first = read("K-11", "Verkkopalvelualusta kuntien asiointiin", organisation="KPK ICT, sovelluspalvelut")
    bring_in(local, register(first))
    [(id_, source)] = local.records("source").items()
    by_hand = Change("source", id_, {"read_values": source["read_values"]}, {"read_values": None})
    local.commit(Operation(OperationKind.EDIT, "Käsin", [by_hand]))
    other = read("K-11", "Avoimet toimisto-ohjelmat työpöydälle", organisation="KPK ICT, infrapalvelut")
    assert len(reconcile(local, register(other), TODAY).new) == 1
    assert len(reconcile(local, register(first), TODAY).new) == 0


def test_another_reference_is_another_initiative(local: Portfolio) -> None:
    bring_in(local, register(read("H-1")))
    assert bring_in(local, register(read("H-2"))) == (1, 0, 1)


def test_a_reworded_title_is_recognised_by_its_place(local: Portfolio) -> None:
    bring_in(local, register(without_ref("Bygglov på nätet i Vasaregionen", 2)))
    assert bring_in(local, register(without_ref("Bygglov på webben i Vasaregionen", 2))) == (0, 1, 0)
    assert bring_in(local, register(without_ref("Öppna data i Borgå stad", 2))) == (1, 0, 1)


def test_a_title_that_moved_and_was_mended_is_recognised_by_its_likeness(local: Portfolio) -> None:
    bring_in(local, register(without_ref("Elektronisk dagvårdsansökan i Pargas", 2)))
    rows = [without_ref("Nytt", 2), without_ref("Elektronisk dagvårdsansökan i Pargas stad", 3)]
    assert bring_in(local, register(*rows)) == (1, 1, 0)


def test_a_title_whose_organisation_was_renamed_is_recognised(local: Portfolio) -> None:
    bring_in(local, register(without_ref("Luvanhaku verkossa", 2, organisation="Vaasa")))
    moved = without_ref("Luvanhaku verkossa", 30, organisation="Vaasan kaupunki")
    assert bring_in(local, register(moved)) == (0, 1, 0)
    [organisation] = [row.organisation for row in local.initiatives()]
    assert organisation == "Vaasan kaupunki"


def test_references_given_later_are_taken_for_the_same_initiatives(local: Portfolio) -> None:
    bring_in(local, register(without_ref("Luvanhaku", 2), without_ref("Varaus", 3)))
    assert bring_in(local, register(read("A-1", "Luvanhaku", row=2), read("A-2", "Varaus", row=3))) == (0, 0, 0)
    assert sorted(row.ref or "" for row in local.initiatives()) == ["A-1", "A-2"]
    assert bring_in(local, register(read("A-1", "Toinen nimi", row=8), read("A-2", "Varaus", row=3))) == (0, 1, 0)


def test_rows_that_say_the_same_are_told_apart_by_what_else_they_say(local: Portfolio) -> None:
    rows = [without_ref("Investointituki", n, investment_max=n * 100, investment_min=n * 100) for n in range(1, 5)]
    assert bring_in(local, register(*rows)) == (4, 0, 0)
    # one in the middle is gone: the others are recognised, not taken for one another
    assert bring_in(local, register(rows[0], rows[2], rows[3])) == (0, 0, 1)
    assert bring_in(local, register(*rows)) == (0, 0, 0)
    assert len({row["key"] for row in local.records("source").values()}) == 4


def test_a_key_is_never_given_twice(local: Portfolio) -> None:
    rows = [without_ref("Sama", n, person=f"P{n}") for n in range(3)]
    bring_in(local, register(*rows[:2]))
    # the second is gone, another comes: the vanished one's key stays its own
    other = without_ref("Karttapalvelu", 90)
    assert bring_in(local, register(rows[0], other)) == (1, 0, 1)
    assert bring_in(local, register(*rows, other)) == (1, 0, 0)
    assert sorted(str(row["key"])[-2:] for row in local.records("source").values()) == ["#2", "#3", "io", "io"]


def test_identity_does_without_case_accents_and_punctuation() -> None:
    assert identity(None, "Öppna data,  i Borgå", None) == identity(None, "öppna DATA i borga", "")
    assert identity("A #2", "x", None) == "A"
    assert len(identity(None, "x" * 5000, "y" * 5000)) < 700


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=8), st.data())
def test_every_record_is_found_by_one_row_at_most(said: list[tuple[str, int]], data: st.DataObject) -> None:
    keys = match([Row(None, None, n, str(v), title) for n, (title, v) in enumerate(said)], []).keys
    assert len(set(keys)) == len(keys)
    known = [
        Row(None, None, n, f'{{"v":{v}}}', key=key) for n, ((_t, v), key) in enumerate(zip(said, keys, strict=True))
    ]
    order = data.draw(st.permutations(range(len(said))))
    rows = [Row(None, None, 0, f'{{"v":{said[n][1]}}}', said[n][0]) for n in order]
    again = match(rows, known)
    found = [number for number in again.old if number is not None]
    assert sorted(found) == list(range(len(said)))
    assert again.vanished == []
    # whoever says the same in another order is recognised by what it says
    assert all(known[number or 0].values == row.values for number, row in zip(again.old, rows, strict=True))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Oulun kaupunki", OrganisationKind.MUNICIPALITY),
        ("Kimitoöns kommun", OrganisationKind.MUNICIPALITY),
        ("Staden Jakobstad", OrganisationKind.MUNICIPALITY),
        ("City of Vaasa", OrganisationKind.MUNICIPALITY),
        ("Kainuun maakunta -kuntayhtymä", OrganisationKind.JOINT_AUTHORITY),
        ("Vasa sjukvårdsdistrikt", OrganisationKind.JOINT_AUTHORITY),
        ("Valtiovarainministeriö", OrganisationKind.STATE),
        ("State Treasury (Valtiokonttori)", OrganisationKind.STATE),
        ("Väestörekisterikeskus", OrganisationKind.STATE),
        ("Hansel Oy", OrganisationKind.COMPANY),
        ("KL-Kuntahankinnat Oy", OrganisationKind.COMPANY),
        ("Suomen Kuntaliitto", OrganisationKind.ASSOCIATION),
        ("KPK ICT, arkkitehtuuri", OrganisationKind.SERVICE_CENTRE),
        ("Sitra", OrganisationKind.OTHER),
    ],
)
def test_an_organisations_kind_is_guessed_from_its_name(name: str, kind: OrganisationKind) -> None:
    assert guess_kind(name) is kind


def test_several_files_become_one_operation(local: Portfolio) -> None:
    together = Together(local)
    for what in (
        register(read("1")),
        register(read("2"), file="jip.csv"),
        # the same register again, as the first file would leave it
        register(read("1", status=Status.COMPLETED), read("3", row=6)),
    ):
        found = reconcile(together, what, TODAY)
        assert found.operation is not None
        together.add(found.operation)
    operation = together.operation()
    assert operation is not None
    assert operation.what == "julkit.xlsx, jip.csv, julkit.xlsx"
    local.commit(operation)
    assert {(row.register, row.ref, row.status) for row in local.initiatives()} == {
        ("julkit", "1", Status.COMPLETED),
        ("julkit", "3", Status.APPROVED),
        ("jip", "2", Status.APPROVED),
    }
    assert len(local.contents().organisations) == 1
    local.undo()
    assert not any(local.content().values())


def test_nothing_together_is_no_operation(local: Portfolio) -> None:
    assert Together(local).operation() is None


def test_what_is_made_and_unmade_together_leaves_nothing(local: Portfolio) -> None:
    together = Together(local)
    made = Change("tag", "t1", None, {"name": "Asiointi"})
    together.add(Operation(OperationKind.ADD, "", [made]))
    assert together.records("tag", name="Asiointi") == {"t1": {"name": "Asiointi"}}
    assert together.records("tag", id=["t1", "t2"]) == {"t1": {"name": "Asiointi"}}
    assert together.records("tag", name="Muu") == {}
    together.add(Operation(OperationKind.DELETE, "", [made.inverse]))
    assert together.operation() is None


def test_edits_and_deletions_are_seen_before_they_are_carried_out(local: Portfolio) -> None:
    local.commit(Operation(OperationKind.ADD, "", [Change("tag", f"t{n}", None, {"name": f"T{n}"}) for n in (1, 2)]))
    together = Together(local)
    together.add(Operation(OperationKind.EDIT, "", [Change("tag", "t1", {"name": "T1"}, {"name": "X"})]))
    together.add(Operation(OperationKind.EDIT, "", [Change("tag", "t1", {"name": "X"}, {"name": "Y"})]))
    together.add(Operation(OperationKind.DELETE, "", [Change("tag", "t2", {"name": "T2"}, None)]))
    assert together.records("tag") == {"t1": {"name": "Y"}}
    assert together.records("tag", name="T1") == {}
    operation = together.operation()
    assert operation is not None
    local.commit(operation)
    assert local.records("tag") == {"t1": {"name": "Y"}}


_days = st.none() | st.dates(date(2009, 1, 1), date(2015, 12, 31))


@st.composite
def _registers(draw: st.DrawFn) -> ReadRegister:
    rows = []
    for at, ref in enumerate(draw(st.lists(st.sampled_from("ABCDE"), unique=True, max_size=4))):
        start, end = draw(_days), draw(_days)
        least, most = draw(st.none() | st.integers(0, 9)), draw(st.none() | st.integers(0, 9))
        rows.append(
            read(
                ref,
                draw(st.sampled_from(["Asiointitili", "Luvanhaku", "Kartta"])),
                row=at,
                status=draw(st.none() | st.sampled_from(list(Status))),
                organisation=draw(st.none() | st.sampled_from(["Oulun kaupunki", "OULUN KAUPUNKI", "Sitra"])),
                start=start,
                end=None if start and end and end < start else end,
                investment_min=None if least is not None and most is not None and least > most else least,
                investment_max=most,
                deliverables=tuple(draw(st.lists(st.sampled_from(["A", "B", "C", "a"]), max_size=4))),
            )
        )
    return register(*rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(what=st.lists(_registers(), min_size=1, max_size=4))
def test_without_corrections_the_portfolio_says_what_the_register_said_last(
    tmp_path_factory: pytest.TempPathFactory, what: list[ReadRegister]
) -> None:
    portfolio = Portfolio.create(tmp_path_factory.mktemp("salkku") / "a.sqlite")
    states = [portfolio.content()]
    for one in what:
        found = reconcile(portfolio, one, TODAY)
        if found.operation is not None:
            portfolio.commit(found.operation)
            states.append(portfolio.content())
        assert reconcile(portfolio, one, TODAY).operation is None
        assert not any(changed.kept for changed in found.changed)
    said = {row.ref: row for one in what for row in one.initiatives}
    titles: dict[str, list[str]] = {}
    for d in portfolio.contents().deliverables:
        titles.setdefault(d.initiative_id, []).append(d.title)
    for row in portfolio.initiatives():
        if len(what[-1].initiatives) >= 3:
            continue  # an empty column of several rows is a column left out, which has a test of its own
        last = next((r for r in what[-1].initiatives if r.ref == row.ref), None)
        if last is not None:
            assert (row.title, row.status, row.start, row.end) == (last.title, last.status, last.start, last.end)
            assert tuple(titles.get(row.id, ())) == last.deliverables
            assert (row.organisation or "").casefold() == (last.organisation or "").casefold()
    assert {row.ref for row in portfolio.initiatives()} == set(said)
    for state in reversed(states[:-1]):
        portfolio.undo()
        assert portfolio.content() == state
    portfolio.close()


_values = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from("ab"),
        "status": st.sampled_from(["idea", "rollout"]),
        "start": st.sampled_from(["2010-01-01", "2012-01-01"]),
        "end": st.sampled_from(["2011-01-01", "2013-01-01"]),
        "investment_min": st.integers(0, 3),
        "investment_max": st.integers(0, 3),
    },
)


@given(_values, _values, _values)
def test_a_value_is_changed_only_where_the_register_changed_and_nobody_else_did(
    mine: dict[str, object], base: dict[str, object], theirs: dict[str, object]
) -> None:
    changes, kept = merge(mine, base, theirs)
    for field, value in changes.items():
        assert value == theirs.get(field) != base.get(field) == mine.get(field)
    for field, own, other, _since in kept:
        assert field not in changes
        assert theirs.get(field) != base.get(field)
        assert (own is None) == (mine.get(field) is None)
        assert (other is None) == (theirs.get(field) is None)
    assert merge(mine, base, base) == ({}, [])


def test_what_was_read_survives_being_kept() -> None:
    assert encode(
        values_of(read(open_ended=False, deliverables=(), person=None, status=Status.IDEA, description=None))
    ) == (
        '{"title":"Asiointitili","organisation":"Valtiovarainministeriö","programme":"Sähköinen asiointi",'
        '"status":"idea","start":"2010-01-01","end":"2011-12-31","investment_min":200000000,"investment_max":300000000}'
    )
