"""What a person says of a file is a profile of it, and says what a person meant."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.profile import Profile, TableProfile, Use
from kpkportfolio.registers.record import ColumnSeen
from tests.ui.importing.seen import COLUMNS, lying, table
from ui.dialogs.importing import needs, saying

ONE = [table()]
TWO = [table(), replace(table(), header=(20, 20))]


def test_a_field_that_is_given_to_another_column_leaves_the_one_that_had_it() -> None:
    said = saying.use(Profile(), ONE, 0, Use("Huomioita", Field.TITLE))
    shown = saying.shown(said, ONE, 0).columns
    assert [(one.heading, one.what, one.said) for one in shown] == [
        ("Tunnus", Field.REF, False),
        ("Hankkeen nimi", None, True),
        ("Vaihe", Field.STATUS, False),
        ("Huomioita", Field.TITLE, True),
    ]
    back = saying.use(said, ONE, 0, Use("Hankkeen nimi", Field.TITLE))
    assert [one.what for one in saying.shown(back, ONE, 0).columns] == [Field.REF, Field.TITLE, Field.STATUS, None]


def test_several_columns_may_hold_deliverables_or_fields_of_ones_own() -> None:
    said = saying.use(Profile(), ONE, 0, Use("Vaihe", Field.DELIVERABLES))
    said = saying.use(said, ONE, 0, Use("Huomioita", Field.DELIVERABLES))
    said = saying.use(said, ONE, 0, Use("Tunnus", None, "Diaari"))
    shown = saying.shown(said, ONE, 0).columns
    assert [(one.what, one.custom) for one in shown] == [
        (None, "Diaari"),
        (Field.TITLE, None),
        (Field.DELIVERABLES, None),
        (Field.DELIVERABLES, None),
    ]
    assert all(one.confidence == 1 for one in shown if one.said)


def test_what_was_said_of_a_column_can_be_taken_back() -> None:
    said = saying.use(Profile(), ONE, 0, Use("Vaihe", None))
    assert saying.shown(said, ONE, 0).columns[2].what is None
    assert saying.shown(saying.recognise(said, ONE, 0, "Vaihe"), ONE, 0).columns == COLUMNS
    assert saying.recognise(Profile(), ONE, 0, "Vaihe") == Profile()


def test_a_header_is_only_pinned_where_another_table_could_be_meant() -> None:
    alone = saying.take(Profile(), ONE, 0, False)
    assert alone.tables == (TableProfile("Hankkeet", None, taken=False),)
    second = saying.take(Profile(), TWO, 1, False)
    assert second.tables == (TableProfile("Hankkeet", (20, 20), taken=False),)
    assert saying.said_of(second, TWO, 0) is None
    assert not saying.shown(second, TWO, 1).taken


def test_moving_the_header_and_turning_the_table_are_said_of_it_once() -> None:
    said = saying.set_header(saying.take(Profile(), ONE, 0, False), ONE, 0, (2, 3))
    assert said.tables == (TableProfile("Hankkeet", (2, 3)),)
    turned = saying.turn(saying.use(said, ONE, 0, Use("Vaihe", None)), ONE, 0, True)
    assert turned.tables == (TableProfile("Hankkeet", None, transposed=True),)


def test_statuses_and_names_are_said_and_unsaid() -> None:
    said = saying.mean(Profile(), "häilyvä", Status.SUSPENDED)
    said = saying.call(said, "organisation", "Tampereen kaupunki", "Tampere")
    assert said.statuses == {"häilyvä": Status.SUSPENDED}
    assert said.names == {"organisation": {"Tampereen kaupunki": "Tampere"}}
    said = saying.call(saying.unsay(said, "häilyvä"), "organisation", "Tampereen kaupunki", None)
    assert said == Profile()


def test_rows_stay_the_same_rows_until_the_header_or_the_characters_change() -> None:
    said = saying.use(Profile(), ONE, 0, Use("Vaihe", None))
    assert saying.same_rows(Profile(), said)
    assert saying.same_rows(said, saying.mean(said, "a", None))
    assert not saying.same_rows(said, saying.set_header(said, ONE, 0, (2, 2)))
    assert not saying.same_rows(said, replace(said, encoding="cp1252"))


_headings = st.sampled_from([one.heading for one in COLUMNS])
_uses = st.builds(Use, _headings, st.none() | st.sampled_from([one for one in Field if one is not Field.OTHER]))


@given(st.lists(_uses, max_size=8), st.booleans())
def test_whatever_is_said_the_last_word_holds_and_survives_being_stored(uses: list[Use], on_its_side: bool) -> None:
    tables = [lying()] if on_its_side else ONE
    said = Profile()
    for one in uses:
        said = saying.use(said, tables, 0, one)
    assert len(said.tables) <= 1
    shown = {one.heading: one for one in saying.shown(said, tables, 0).columns}
    if uses:
        assert shown[uses[-1].heading].what is uses[-1].what
        assert shown[uses[-1].heading].said
    assert sum(one.what is Field.TITLE for one in shown.values()) <= 1
    loaded = Profile.loads(said.dumps())
    assert loaded.dumps() == said.dumps()
    assert saying.shown(loaded, tables, 0) == saying.shown(said, tables, 0)


def test_what_needs_a_look_is_told_and_counted() -> None:
    assert needs.of_tables(ONE) == ["Taken without certainty: “Vaihe” as “Status”."]
    assert needs.count(ONE) == 1
    nameless = replace(table("Muut"), columns=(ColumnSeen("A", Field.REF, None, 0.9, False),))
    assert needs.of_tables([table(taken=False), nameless]) == ["Muut: No column is taken for the title."]
    assert needs.of_tables([table(taken=False)]) == ["No table is taken: choose at least one."]
    assert needs.count([table(taken=False)]) == 1
    said = saying.use(Profile(), ONE, 0, Use("Vaihe", Field.STATUS))
    assert needs.count([saying.shown(said, ONE, 0)]) == 0
