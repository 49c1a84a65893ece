"""Amounts in every form that registers are known to use."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.money import NEGATIVE, NOT_EUROS, Money, read_money
from kpkportfolio.registers.values.units import Unit, decimal_comma, unit_of


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("150 000", 150_000, 150_000),
        ("n. 0,5 M€", 500_000, 500_000),
        ("2–3 milj. €", 2_000_000, 3_000_000),
        ("350 t€", 350_000, 350_000),
        ("350t€", 350_000, 350_000),
        ("n. 1 200 t€", 1_200_000, 1_200_000),
        ("1.234.567,89", 1_234_567.89, 1_234_567.89),
        ("1,234,567.89 €", 1_234_567.89, 1_234_567.89),
        ("alle 100 000 €", None, 100_000),
        ("enintään 500 000 euroa", None, 500_000),
        ("up to €1m", None, 1_000_000),
        ("> 2 M€", 2_000_000, None),
        ("minst 1 mn euro", 1_000_000, None),
        ("350 k€", 350_000, 350_000),
        ("50 000 EUR", 50_000, 50_000),
        ("€1.2m", 1_200_000, 1_200_000),
        ("EUR 1.2 million", 1_200_000, 1_200_000),
        ("400 000–600 000 €", 400_000, 600_000),
        ("900 000 – 1,2 M€", 900_000, 1_200_000),
        ("500 t€ – 1,2 M€", 500_000, 1_200_000),
        ("200 000 €–0,3 M€", 200_000, 300_000),
        ("100...150 t€", 100_000, 150_000),
        ("2 tai 3 milj. €", 2_000_000, 3_000_000),
        ("between 2 and 3 M€", 2_000_000, 3_000_000),
        ("200 t€ + 150 t€", 350_000, 350_000),
        ("ca 160 000 €", 160_000, 160_000),
        ("0,4 mn €", 400_000, 400_000),
        ("300 tusen euro", 300_000, 300_000),
        ("puoli miljoonaa euroa", 500_000, 500_000),
        ("300 000 euroa (alv 0 %)", 300_000, 300_000),
        ("350.000 €", 350_000, 350_000),
        ("350,000 €", 350_000, 350_000),
        ("1,250 M€", 1_250_000, 1_250_000),
        ("15.414.794", 15_414_794, 15_414_794),
        ("250 000,-", 250_000, 250_000),
        ("0 €", 0, 0),
    ],
)
def test_amounts(text: str, low: float | None, high: float | None) -> None:
    cents = [None if end is None else round(end * 100) for end in (low, high)]
    assert read_money(text) == Money(*cents)


@pytest.mark.parametrize(
    ("value", "unit", "cents"),
    [
        ("1 250,5", 1_000, 125_050_000),
        ("2 500,0", 1_000, 250_000_000),
        ("n. 275", 1_000, 27_500_000),
        (0.15, 1_000_000, 15_000_000),
        ("0,9", 1_000_000, 90_000_000),
        ("350 000 €", 1_000, 35_000_000),
        ("1,2 M€", 1_000, 120_000_000),
        (350000, 1_000_000, 35_000_000),
    ],
)
def test_the_headers_unit_serves_figures_that_have_none(value: object, unit: int, cents: int) -> None:
    assert read_money(value, unit) == Money(cents, cents)


def test_a_yearly_amount_says_so() -> None:
    assert read_money("0,5 M€/v") == Money(50_000_000, 50_000_000, yearly=True)
    assert read_money("500 000 € vuodessa") == Money(50_000_000, 50_000_000, yearly=True)


@pytest.mark.parametrize("text", ["$6,279,429", "£33.73", "100 000 kr", "1,2 mkr", "SEK 400 000"])
def test_other_currencies_are_never_taken_for_euros(text: str) -> None:
    assert read_money(text) == NOT_EUROS


@pytest.mark.parametrize("text", ["", "-", "ei tiedossa", "okänd", "n/a", "TBD", "tarkentuu myöhemmin"])
def test_unknown_is_none_and_not_zero(text: str) -> None:
    assert read_money(text) is None


@pytest.mark.parametrize("text", ["abc", "12 kk", "3 htv", "100 %", "Exempt under Section 43", "1–2–3 M€"])
def test_what_is_no_amount_says_so(text: str) -> None:
    assert isinstance(read_money(text), Fault)


def test_a_negative_amount_is_refused() -> None:
    assert read_money("-5 000 €") == NEGATIVE
    assert read_money(-1.5) == NEGATIVE


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Budjetti (1000 €)", Unit(1_000, "EUR")),
        ("Investointi, t€", Unit(1_000, "EUR")),
        ("budget_keur", Unit(1_000, "EUR")),
        ("Belopp i tusen euro", Unit(1_000, "EUR")),
        ("Kustannusarvio (M€)", Unit(1_000_000, "EUR")),
        ("Huom. investoinnit miljoonina euroina, tilanne 15.3.2011", Unit(1_000_000, "EUR")),
        ("Cost (EUR million)", Unit(1_000_000, "EUR")),
        ("budget_eur", Unit(None, "EUR")),
        ("beviljat_belopp_sek", Unit(None, "SEK")),
        ("2013/2014 Budget (£million)", Unit(1_000_000, "GBP")),
        ("Budget (Łm)", Unit(1_000_000, "GBP")),
        ("Budget ($k)", Unit(1_000, "USD")),
        ("Kostnad, tkr", Unit(1_000, "SEK")),
        ("Budget MSEK", Unit(1_000_000, "SEK")),
        ("Hinta m2", Unit(None, None)),
        ("Tilanne 1.3.2011", Unit(None, None)),
    ],
)
def test_units_of_headers(header: str, unit: Unit) -> None:
    assert unit_of(header) == unit


def test_the_column_tells_the_decimal_mark() -> None:
    assert decimal_comma(["1,250", "2,5"]) is True
    assert decimal_comma(["1,250", "2.5"]) is False
    assert decimal_comma(["1,250", "300"]) is None
    assert read_money("1,250", 1_000, comma=True) == Money(125_000, 125_000)
    assert read_money("1,250", 1_000, comma=None) == Money(125_000_000, 125_000_000)


CENTS = st.integers(0, 10**13)


def grouped(cents: int, mark: str, comma: str) -> str:
    return f"{cents // 100:,}".replace(",", mark) + f"{comma}{cents % 100:02}"


@given(
    CENTS,
    st.sampled_from([(" ", ","), (".", ","), (",", "."), ("'", "."), ("", ","), ("", ".")]),
    st.sampled_from(["", " €", " euroa", " EUR"]),
)
def test_every_amount_in_every_notation(cents: int, marks: tuple[str, str], tail: str) -> None:
    assert read_money(grouped(cents, *marks) + tail) == Money(cents, cents)


@given(
    st.decimals(0, 999, places=2),
    st.sampled_from(["M€", "milj. €", "miljoonaa euroa", "meur", "mn €", "miljoner euro"]),
)
def test_every_amount_in_millions(millions: Decimal, unit: str) -> None:
    cents = int(millions * 100_000_000)
    assert read_money(f"{millions} {unit}".replace(".", ",", 1)) == Money(cents, cents)


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(["–", "-", " - ", " – "]))
def test_ranges_share_the_unit(low: int, more: int, dash: str) -> None:
    assert read_money(f"{low}{dash}{low + more} t€") == Money(low * 100_000, (low + more) * 100_000)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    money = read_money(text)
    if isinstance(money, Money) and money.low is not None and money.high is not None:
        assert 0 <= money.low <= money.high


@given(st.floats(0, 1e9, allow_nan=False), st.sampled_from([1, 1_000]))
def test_workbook_numbers(number: float, unit: int) -> None:
    money = read_money(number, unit)
    assert isinstance(money, Money)
    assert money.low is not None
    assert abs(money.low - Decimal(repr(number)) * unit * 100) <= Decimal("0.5")
