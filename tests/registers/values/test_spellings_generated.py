"""Whatever is written in a spelling of the grammar is read as it was meant; whatever else is
read or refused, soon and quietly.
"""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.registers.values.dates import read_moment, read_schedule, spell_out, year_ranges
from kpkportfolio.registers.values.day_order import day_order
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.registers.values.money import Money, read_money
from kpkportfolio.registers.values.said import interpretation
from kpkportfolio.registers.values.statuses import read_status
from kpkportfolio.registers.values.units import decimal_comma, unit_of
from kpkportfolio.registers.values.unknown import is_unknown
from tests.registers.values.test_dates_spellings import IMPOSSIBLE, MOMENTS, SCHEDULES, _cells, _lines

YEARS = st.integers(1990, 2049)
FINNISH = "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu".split()
SWEDISH = "januari februari mars april maj juni juli augusti september oktober november december".split()
ENGLISH = "January February March April May June July August September October November December".split()

BEFORE = ("", "n. ", "noin ", "ca ", "arviolta ", "about ")
AFTER = ("", " (arvio)", "*", " (tbc)", ", arvio", "?", " ¹")


def month_spellings(year: int, month: int) -> list[str]:
    """The ways of writing a month."""
    fi, sv, en = FINNISH[month - 1], SWEDISH[month - 1], ENGLISH[month - 1]
    return [
        *(f"{month}/{year}", f"{month:02}/{year}", f"{month}.{year}", f"{year}-{month:02}"),
        # 2000/01 and 2011/12 are two years
        *([] if month == (year + 1) % 100 else [f"{year}/{month:02}"]),
        *(f"{fi}kuu {year}", f"{fi}kuussa {year}", f"{fi}kuun {year}", f"{fi}k. {year}", f"{year} {fi}kuu"),
        *(
            f"{fi}kuu -{year % 100:02}",
            f"{fi}kuu '{year % 100:02}",
            f"{fi.upper()}KUU {year}",
            f"vuoden {year} {fi}kuu",
        ),
        *(f"{sv} {year}", f"i {sv} {year}", f"{sv[:3]} {year}", f"{sv[:3]}. {year}", f"{sv} -{year % 100:02}"),
        *(f"{en} {year}", f"{en[:3]} {year}", f"{en[:3]}-{year}", f"{en[:3]}-{year % 100:02}", f"{en}, {year}"),
    ]


def day_spellings(that: date) -> list[str]:
    """The ways of writing a day."""
    d, m, y = that.day, that.month, that.year
    fi, sv, en = FINNISH[m - 1], SWEDISH[m - 1], ENGLISH[m - 1]
    return [
        *(
            f"{d}.{m}.{y}",
            f"{d:02}.{m:02}.{y}",
            f"{d}. {m}. {y}",
            f"{d}.{m}.{y % 100:02}",
            f"{d}/{m}/{y}",
            f"{d}-{m}-{y}",
        ),
        *(
            f"{that}",
            f"{that}T00:00:00",
            f"{that} 00:00:00",
            f"{that}T12:30:00.000Z",
            f"{that:%Y%m%d}",
            f"{that:%Y/%m/%d}",
        ),
        *(
            f"{d}. {fi}kuuta {y}",
            f"{d} {fi}kuuta {y}",
            f"{fi}kuun {d}. päivä {y}",
            f"ma {d}.{m}.{y}",
            f"{d}.{m}.{y} klo 12",
        ),
        *(f"{d} {sv} {y}", f"den {d} {sv} {y}", f"{d}/{m} {y}", f"{d}:e {sv} {y}"),
        *(
            f"{d} {en} {y}",
            f"{en} {d}, {y}",
            f"{d}-{en[:3]}-{y % 100:02}",
            f"{d}-{en[:3]}-{y}",
            f"Monday, {en} {d}, {y}",
        ),
    ]


def part_spellings(year: int) -> list[tuple[str, int, int]]:
    """The ways of writing a part of a year, with its first and last month."""
    texts: tuple[str, ...]
    parts = [(f"kevät {year}", 1, 6), (f"våren {year}", 1, 6), (f"spring {year}", 1, 6), (f"syksyllä {year}", 7, 12)]
    parts += [
        (f"hösten {year}", 7, 12),
        (f"autumn {year}", 7, 12),
        (f"alkuvuosi {year}", 1, 3),
        (f"{year} loppu", 10, 12),
    ]
    parts += [
        (f"end of {year}", 10, 12),
        (f"slutet av {year}", 10, 12),
        (f"early {year}", 1, 3),
        (f"kesä {year}", 6, 8),
    ]
    for q in range(1, 5):
        roman = ("I", "II", "III", "IV")[q - 1]
        texts = (
            f"Q{q}/{year}",
            f"Q{q} {year}",
            f"{year}Q{q}",
            f"{q}. kvartaali {year}",
            f"kv {q}/{year}",
            f"{roman}/{year}",
        )
        texts += (f"{q}Q {year}", f"kvartal {q} {year}", f"Q{q} -{year % 100:02}", f"{q}. neljännes {year}")
        parts += [(text, q * 3 - 2, q * 3) for text in texts]
    for h in (1, 2):
        texts = (f"H{h} {year}", f"H{h}/{year}", f"{h}H{year}", f"{h}. puolivuosi {year}", f"{year}H{h}")
        parts += [(text, h * 6 - 5, h * 6) for text in texts]
    return parts


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@given(st.data(), YEARS, st.integers(1, 12))
def test_every_month_in_every_spelling(data: st.DataObject, year: int, month: int) -> None:
    spelling = data.draw(st.sampled_from(month_spellings(year, month)))
    text = data.draw(st.sampled_from(BEFORE)) + spelling + data.draw(st.sampled_from(AFTER))
    assert read_moment(text) == Moment(date(year, month, 1), last_day(year, month))


@given(st.data(), st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_every_day_in_every_spelling(data: st.DataObject, that: date) -> None:
    spelling = data.draw(st.sampled_from(day_spellings(that)))
    assert read_moment(spelling + data.draw(st.sampled_from(AFTER))) == Moment(that, that)


@given(st.data(), YEARS)
def test_every_part_of_a_year_in_every_spelling(data: st.DataObject, year: int) -> None:
    spelling, first, last = data.draw(st.sampled_from(part_spellings(year)))
    text = data.draw(st.sampled_from(BEFORE)) + spelling + data.draw(st.sampled_from(AFTER))
    assert read_moment(text) == Moment(date(year, first, 1), last_day(year, last))


@given(
    st.data(), YEARS, st.integers(1, 12), st.integers(1, 40), st.sampled_from(["–", " – ", " - ", "—", " -> ", "\n"])
)
def test_every_range_of_months(data: st.DataObject, year: int, month: int, length: int, dash: str) -> None:
    year_after, month_after = divmod(year * 12 + month - 1 + length, 12)
    kind = data.draw(st.integers(0, len(month_spellings(year, month)) - 1))
    text = dash.join((month_spellings(year, month)[kind], month_spellings(year_after, month_after + 1)[kind]))
    assert read_schedule(text) == Moment(date(year, month, 1), last_day(year_after, month_after + 1))


@given(
    st.data(), st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(1, 3000), st.sampled_from(["–", " – ", " - "])
)
def test_every_range_of_days(data: st.DataObject, start: date, length: int, dash: str) -> None:
    end = start + timedelta(days=length)
    kind = data.draw(st.integers(0, len(day_spellings(start)) - 1))
    text = dash.join((day_spellings(start)[kind], day_spellings(end)[kind]))
    assert read_schedule(text) == Moment(start, end)


@given(st.data(), YEARS, st.integers(1, 12))
def test_never_a_date_that_the_calendar_lacks(data: st.DataObject, year: int, month: int) -> None:
    number = data.draw(st.integers(calendar.monthrange(year, month)[1] + 1, 99))
    fi, en = FINNISH[month - 1], ENGLISH[month - 1]
    spellings = [
        f"{number}.{month}.{year}",
        f"{year}-{month:02}-{number}",
        f"{number}/{month} {year}",
        f"{number}.{month}.",
    ]
    spellings += [f"{number}. {fi}kuuta {year}", f"{number} {en} {year}", f"{en} {number}, {year}"]
    text = data.draw(st.sampled_from(spellings))
    assert isinstance(read_moment(text), Fault)
    assert not isinstance(read_schedule(text), Moment)


KNOWN = [text for text, _ in (*_lines(MOMENTS), *_lines(SCHEDULES))] + _cells(IMPOSSIBLE)


@given(st.data(), st.sampled_from(KNOWN), st.booleans())
def test_a_slip_of_the_pen_is_read_or_refused(data: st.DataObject, text: str, day_first: bool) -> None:
    letters = list(text)
    for _ in range(data.draw(st.integers(1, 3))):
        position = data.draw(st.integers(0, len(letters)))
        letters[position : position + data.draw(st.integers(0, 1))] = data.draw(
            st.sampled_from("0123456789./-–  ,'QvIlO()")
        )
    for read in (read_moment, read_schedule):
        found = read("".join(letters), day_first)
        if isinstance(found, Moment) and found.first and found.last:
            assert found.first <= found.last
        interpretation(text, found)


@given(st.one_of(st.text(max_size=110), st.integers(), st.floats(), st.booleans(), st.none()), st.booleans())
def test_anything_is_read_or_refused(cell: object, day_first: bool) -> None:
    for found in (read_moment(cell, day_first), read_schedule(cell, day_first), read_money(cell, 1_000, day_first)):
        assert found is None or isinstance(found, (Moment, Money, Fault))
        interpretation(str(cell), found)


UNITS = [
    (1, ("", " €", " euroa", " EUR", "€", " e", " euros")),
    (1_000, (" t€", "t€", " k€", " tuhatta euroa", " keur", " teur")),
]
UNITS += [
    (1_000_000, (" M€", "M€", " milj. €", " miljoonaa euroa", " mn €", " miljoner euro", " million euros", " meur"))
]
LIMITS = [
    ("", ""),
    ("n. ", ""),
    ("ca ", ""),
    ("yht. ", ""),
    ("~", ""),
    ("", " (arvio)"),
    ("", " (alv 0 %)"),
    ("", " sis. alv"),
]


@given(st.data(), st.integers(0, 999_999), st.sampled_from(UNITS), st.sampled_from(LIMITS))
def test_every_amount_in_every_unit(
    data: st.DataObject, hundredths: int, unit: tuple[int, tuple[str, ...]], around: tuple[str, str]
) -> None:
    number = f"{hundredths // 100}{data.draw(st.sampled_from(',.'))}{hundredths % 100:02}"
    cents = hundredths * unit[0]
    text = around[0] + number + data.draw(st.sampled_from(unit[1])) + around[1]
    assert read_money(text) == Money(cents, cents)


@given(
    st.integers(1, 999),
    st.sampled_from(
        ["alle", "enintään", "max", "högst", "up to", "at most", "<", "korkeintaan", "no more than", "som högst"]
    ),
    st.sampled_from(["yli", "vähintään", "min.", "minst", "at least", ">", "over", "more than", "mer än", "ainakin"]),
    st.sampled_from([" t€", " k€", " tuhatta euroa", " thousand euros", " tusen euro"]),
)
def test_every_limit(thousands: int, most: str, least: str, unit: str) -> None:
    assert read_money(f"{most} {thousands}{unit}") == Money(None, thousands * 100_000)
    assert read_money(f"{least} {thousands}{unit}") == Money(thousands * 100_000, None)


@given(
    st.integers(1, 999_999),
    st.sampled_from("SEK kr tkr MSEK DKK mdkk NOK USD $ £ GBP CHF mnkr kronor".split()),
    st.booleans(),
)
def test_no_other_currency_is_euros(number: int, currency: str, before: bool) -> None:
    text = f"{currency} {number}" if before else f"{number} {currency}"
    assert isinstance(read_money(text), Fault)


HOSTILE = ["1" * 100_000, "1." * 50_000, "1 " * 50_000, "(" * 100_000, "v. " * 33_000, "kesä-" * 20_000, "/1" * 50_000]
HOSTILE += [
    "a" * 100_000,
    "–" * 100_000,
    " " * 100_000,
    "noin " * 20_000,
    "€" * 100_000,
    "x1000" * 20_000,
    "q1" * 50_000,
]
HOSTILE += [text[:100] for text in HOSTILE] + [
    "alku " * 20,
    "1 ja " * 20,
    "n n n n " * 12,
    "max " * 25,
    "och " * 25,
    "i i i i 2" * 12,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: f"{text[:6]}×{len(text)}")
def test_a_hostile_cell_comes_to_an_end(text: str) -> None:
    for read in (read_moment, read_schedule, read_money, read_status, is_unknown, unit_of, spell_out):
        read(text)
    for judge in (day_order, decimal_comma, year_ranges):
        judge([text])
