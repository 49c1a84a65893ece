"""Dates and schedules in every form that registers are known to use."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.registers.values.dates import day_first, read_moment, read_schedule, spell_out, year_ranges
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011", "2011-01-01", "2011-12-31"),
        ("v. 2011", "2011-01-01", "2011-12-31"),
        ("år 2012", "2012-01-01", "2012-12-31"),
        ("FY2011", "2011-01-01", "2011-12-31"),
        ("Q3/2011", "2011-07-01", "2011-09-30"),
        ("kv 3/2011", "2011-07-01", "2011-09-30"),
        ("3. kvartaali 2011", "2011-07-01", "2011-09-30"),
        ("III neljännes 2011", "2011-07-01", "2011-09-30"),
        ("andra kvartalet 2012", "2012-04-01", "2012-06-30"),
        ("second quarter of 2012", "2012-04-01", "2012-06-30"),
        ("2022/23 Q4", "2023-01-01", "2023-03-31"),
        ("H2 2012", "2012-07-01", "2012-12-31"),
        ("1. puolivuosi 2011", "2011-01-01", "2011-06-30"),
        ("första halvåret 2011", "2011-01-01", "2011-06-30"),
        ("9/2010", "2010-09-01", "2010-09-30"),
        ("2/2012", "2012-02-01", "2012-02-29"),
        ("9.2010", "2010-09-01", "2010-09-30"),
        ("2010-09", "2010-09-01", "2010-09-30"),
        ("2011-12", "2011-12-01", "2011-12-31"),
        ("kesäkuu 2012", "2012-06-01", "2012-06-30"),
        ("Mar-11", "2011-03-01", "2011-03-31"),
        ("okt 2011", "2011-10-01", "2011-10-31"),
        ("31-Mar-23", "2023-03-31", "2023-03-31"),
        ("March 31, 2017", "2017-03-31", "2017-03-31"),
        ("1. kesäkuuta 2012", "2012-06-01", "2012-06-01"),
        ("1 juni 2012", "2012-06-01", "2012-06-01"),
        ("31.3.2013", "2013-03-31", "2013-03-31"),
        ("01.11.18", "2018-11-01", "2018-11-01"),
        ("20110301", "2011-03-01", "2011-03-01"),
        ("2016-10-14 01:17:38", "2016-10-14", "2016-10-14"),
        ("kevät 2011", "2011-01-01", "2011-06-30"),
        ("våren 2009", "2009-01-01", "2009-06-30"),
        ("vt 2011", "2011-01-01", "2011-06-30"),
        ("syksyllä 2010", "2010-07-01", "2010-12-31"),
        ("hösten 2010", "2010-07-01", "2010-12-31"),
        ("autumn 2010", "2010-07-01", "2010-12-31"),
        ("kesä 2011", "2011-06-01", "2011-08-31"),
        ("alkuvuosi 2011", "2011-01-01", "2011-03-31"),
        ("v. 2011 alku", "2011-01-01", "2011-03-31"),
        ("mid-2011", "2011-04-01", "2011-09-30"),
        ("mitten av 2011", "2011-04-01", "2011-09-30"),
        ("loppuvuosi 2011", "2011-10-01", "2011-12-31"),
        ("slutet av 2011", "2011-10-01", "2011-12-31"),
        ("by end of 2012", "2012-10-01", "2012-12-31"),
        ("vuoden 2011 loppuun mennessä", "2011-10-01", "2011-12-31"),
        ("alkusyksy 2011", "2011-07-01", "2011-09-30"),
        ("vko 12/2011", "2011-03-21", "2011-03-27"),
        ("2010–2011", "2010-01-01", "2011-12-31"),
        ("n. 6/2012 (arvio)", "2012-06-01", "2012-06-30"),
        ("päättyi 31.3.2011", "2011-03-31", "2011-03-31"),
    ],
)
def test_one_moment(text: str, first: str, last: str) -> None:
    assert read_moment(text) == Moment(day(first), day(last))


@pytest.mark.parametrize(
    "text", ["jatkuva", "toistaiseksi", "tills vidare", "fortlöpande", "ongoing", "Until further notice"]
)
def test_work_without_an_end(text: str) -> None:
    assert read_moment(text) == Moment(None, None, open=True)


@pytest.mark.parametrize("text", ["", "-", "ei tiedossa", "okänd", "n/a", "TBD", "auki", "?"])
def test_unknown_is_no_problem(text: str) -> None:
    assert read_moment(text) is None
    assert read_schedule(text) is None


@pytest.mark.parametrize("text", ["31.2.2011", "1.13.2011", "30/2/2012", "2011-04-31", "29.2.2011", "13/2011"])
def test_a_date_that_no_calendar_has_is_never_another_date(text: str) -> None:
    fault = read_moment(text)
    assert isinstance(fault, Fault)
    assert fault.fatal


@pytest.mark.parametrize("text", ["Exempt under Section 43", "talvi 2011", "1.2.20111", "7560", "soon", "12 kk"])
def test_what_is_not_understood_says_so(text: str) -> None:
    fault = read_moment(text)
    assert isinstance(fault, Fault)
    assert not fault.fatal


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("syksy 2009 – loppuvuosi 2011", "2009-07-01", "2011-12-31"),
        ("1.2.2011–31.12.2012", "2011-02-01", "2012-12-31"),
        ("1.2.–31.3.2011", "2011-02-01", "2011-03-31"),
        ("3/2011–6/2012", "2011-03-01", "2012-06-30"),
        ("3-6/2011", "2011-03-01", "2011-06-30"),
        ("Q1–Q3/2011", "2011-01-01", "2011-09-30"),
        ("kevät-syksy 2011", "2011-01-01", "2011-12-31"),
        ("syksy–kevät 2011", "2010-07-01", "2011-06-30"),
        ("tammi–kesäkuu 2011", "2011-01-01", "2011-06-30"),
        ("2009–2010", "2009-01-01", "2010-12-31"),
        ("2011-12", "2011-01-01", "2012-12-31"),
        ("2011", "2011-01-01", "2011-12-31"),
        ("–6/2012", "", "2012-06-30"),
        ("1.2.2011 - ?", "2011-02-01", ""),
        ("2011-01-01 - 2012-06-30", "2011-01-01", "2012-06-30"),
        ("From 2011-01-01 to 2012-03-31", "2011-01-01", "2012-03-31"),
        ("hösten 2010 till våren 2012", "2010-07-01", "2012-06-30"),
        ("1/2011 -> 6/2012", "2011-01-01", "2012-06-30"),
        ("alkaa 1.2.2011, päättyy 31.3.2012", "2011-02-01", "2012-03-31"),
        ("31.12.2011 mennessä", "", "2011-12-31"),
        ("1.2.2011", "2011-02-01", ""),
    ],
)
def test_schedules(text: str, start: str, end: str) -> None:
    assert read_schedule(text) == Moment(day(start), day(end))


@pytest.mark.parametrize("text", ["4/2011–", "4/2011 alkaen", "4/2011 – jatkuva", "fr.o.m. 4/2011", "from 4/2011"])
def test_schedules_without_an_end(text: str) -> None:
    assert read_schedule(text) == Moment(date(2011, 4, 1), None, open=True)


def test_numbers_in_date_columns() -> None:
    assert read_moment(2011) == Moment(date(2011, 1, 1), date(2011, 12, 31))
    assert read_moment(40544.0) == Moment(date(2011, 1, 1), date(2011, 1, 1))
    assert read_moment(9.201) == Moment(date(2010, 9, 1), date(2010, 9, 30))
    assert isinstance(read_moment(0.5), Fault)


def test_the_whole_column_tells_day_from_month() -> None:
    assert not day_first(["03/04/2011", "12/31/2012"])
    assert day_first(["03/04/2011", "31/12/2012"])
    assert day_first(["03/04/2011"])
    assert read_moment("03/04/2011", day_first=False) == Moment(date(2011, 3, 4), date(2011, 3, 4))


def test_the_whole_column_tells_years_from_months() -> None:
    assert year_ranges(["2011-12", "2013-14"])
    assert not year_ranges(["2011-12", "2011-09"])
    assert read_moment(spell_out("2011-12")) == Moment(date(2011, 1, 1), date(2012, 12, 31))


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(
    DAYS,
    st.sampled_from(
        [
            "{0.day}.{0.month}.{0.year}",
            "{0:%d.%m.%Y}",
            "{0:%Y-%m-%d}",
            "{0:%d/%m/%Y}",
            "{0:%Y/%m/%d}",
            "{0:%d-%m-%Y}",
            "{0:%Y%m%d}",
            " {0.day}. {0.month}. {0.year} ",
        ]
    ),
)
def test_every_day_in_every_notation(that: date, notation: str) -> None:
    assert read_moment(notation.format(that)) == Moment(that, that)


@given(DAYS, st.integers(1, 4000), st.sampled_from(["–", " – ", "-", " - ", "—", "\n"]))
def test_every_range_of_days(start: date, length: int, dash: str) -> None:
    end = start + timedelta(days=length)
    text = f"{start.day}.{start.month}.{start.year}{dash}{end.day}.{end.month}.{end.year}"
    assert read_schedule(text) == Moment(start, end)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_never_inverted(text: str) -> None:
    for outcome in (read_moment(text), read_schedule(text)):
        if isinstance(outcome, Moment) and outcome.first and outcome.last:
            assert outcome.first <= outcome.last or "–" in text or "-" in text
