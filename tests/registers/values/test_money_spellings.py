"""Amounts as people write them in project lists, in Finnish, Swedish and English, with the reading of each and why.

A line is ``spelling => least … most  # why`` in euros; ``?`` is an end that is not known. ``/v`` after the reading:
a figure said to be for one year.
"""

import pytest

from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.money import Money, read_money

AMOUNTS = """
# --- plain figures
150000 => 150 000
150 000 => 150 000
150 000 € => 150 000
150 000€ => 150 000
150.000 € => 150 000  # three digits after a lone mark are thousands
150,000 € => 150 000
150 000,00 € => 150 000
150 000,- => 150 000
150 000,- € => 150 000
150 000:- => 150 000
150 000 eur => 150 000
150 000 EUR => 150 000
EUR 150 000 => 150 000
€150,000 => 150 000
€ 150 000 => 150 000
150 000 euroa => 150 000
150 000 euron => 150 000
150 000 euro => 150 000
150 000 euros => 150 000
150 000 e => 150 000
150 000 EUR. => 150 000
1.234.567,89 => 1 234 567.89
1,234,567.89 => 1 234 567.89
1 234 567,89 € => 1 234 567.89
1'234'567 € => 1 234 567
1’234’567.50 => 1 234 567.50
1.500.000 => 1 500 000
12,5 => 12.50
0,50 € => 0.50
0 € => 0  # a zero that is written as an amount
0 => 0
0,00 € => 0
150 000 €* => 150 000  # a footnote mark
150 000 ¹ => 150 000
150 000 1) => 150 000
150 000 (arvio) => 150 000
(arvio) 150 000 => 150 000
150 000 arvio => 150 000
150 000 € (tarkentuu) => 150 000
150 000 € / arvio => 150 000
yht. 150 000 € => 150 000
300 t€ (2 htv) => 300 000  # work in brackets is a remark beside the amount
300 t€ (EU 50 %) => 300 000
300 000 (josta EU 200 t€) => 300 000
kokonaiskustannusarvio 150 000 € => 150 000
yhteensä 150 000 € => 150 000
kokonaiskustannukset 150 000 € => 150 000
kustannusarvio 150 000 € => 150 000
budjetti: 150 000 € => 150 000
totalt 150 000 euro => 150 000
total 150 000 EUR => 150 000
sammanlagt 150 000 euro => 150 000
kostnadsberäkning 150 000 € => 150 000
# --- thousands, millions, thousand millions
350 t€ => 350 000
350t€ => 350 000
350 T€ => 350 000
350 k€ => 350 000
350k => 350 000
500k => 500 000
350 K€ => 350 000
350 keur => 350 000
350 kEUR => 350 000
350 teur => 350 000
350 t eur => 350 000
350 t. € => 350 000
350 te => 350 000
350 tuhatta euroa => 350 000
350 tuhatta => 350 000
350 tuh. € => 350 000
350 tuhatta € => 350 000
350 000 euroa (350 t€) => 350 000  # the same said twice
1 200 t€ => 1 200 000
1.200 t€ => 1 200 000
0,35 t€ => 350
350 tusen euro => 350 000
350 thousand euros => 350 000
350 x 1000 € => 350 000
€350k => 350 000
€ 350K => 350 000
1,2 M€ => 1 200 000
1.2 M€ => 1 200 000
1,2M€ => 1 200 000
1,2 Me => 1 200 000
1,2M => 1 200 000
1,2 m€ => 1 200 000
1,2 MEUR => 1 200 000
1,2 Meur => 1 200 000
MEUR 1,2 => 1 200 000
M€ 1,2 => 1 200 000
1,2 milj. € => 1 200 000
1,2 milj. euroa => 1 200 000
1,2 milj.€ => 1 200 000
1,2 milj => 1 200 000
1,2 miljoonaa euroa => 1 200 000
1,2 miljoonaa => 1 200 000
1,2 miljoonan euron => 1 200 000
€1,2 miljoen => 1 200 000
1 miljoona euroa => 1 000 000
miljoona euroa => 1 000 000
puoli miljoonaa => 500 000
puolitoista miljoonaa euroa => 1 500 000
1,2 mn € => 1 200 000
1,2 mn euro => 1 200 000
1,2 mln € => 1 200 000
1,2 miljoner euro => 1 200 000
1 miljon euro => 1 000 000
en miljon euro => 1 000 000
en halv miljon euro => 500 000
half a million euros => 500 000
1.2 million euros => 1 200 000
EUR 1.2 million => 1 200 000
€1.2m => 1 200 000
€ 1m => 1 000 000
€1.2 mn => 1 200 000
1.2 million => 1 200 000
1,25 mrd € => 1 250 000 000
1,25 miljardia euroa => 1 250 000 000
1.25 billion euros => 1 250 000 000
€1.25bn => 1 250 000 000
# --- about
n. 150 000 € => 150 000
n.150 000 € => 150 000
noin 150 000 € => 150 000
n. 0,5 M€ => 500 000
arviolta 150 t€ => 150 000
arvio: 150 t€ => 150 000
ca 0,5 mn => 500 000
ca. 150 000 => 150 000
cirka 150 000 € => 150 000
ungefär 150 000 € => 150 000
uppskattningsvis 150 000 € => 150 000
c. €150k => 150 000
circa 150 000 EUR => 150 000
about 150 000 € => 150 000
approx. €150,000 => 150 000
approximately 150 000 EUR => 150 000
~150 000 € => 150 000
~ 0,5 M€ => 500 000
≈ 150 000 € => 150 000
± 150 000 € => 150 000
est. €150k => 150 000
estimated 150 000 € => 150 000
budgeted 150 000 € => 150 000
150 000 €? => 150 000
# --- one end only
alle 100 000 € => ? … 100 000
alle 100 000 => ? … 100 000
< 100 000 € => ? … 100 000
<100 t€ => ? … 100 000
≤ 100 000 € => ? … 100 000
enintään 100 000 € => ? … 100 000
enint. 100 000 € => ? … 100 000
korkeintaan 100 000 € => ? … 100 000
max 100 000 € => ? … 100 000
max. 100 t€ => ? … 100 000
maks. 100 t€ => ? … 100 000
100 000 € max => ? … 100 000
100 000 € maksimissaan => ? … 100 000
högst 100 000 euro => ? … 100 000
som högst 100 000 euro => ? … 100 000
under 100 000 euro => ? … 100 000
mindre än 100 000 € => ? … 100 000
max 0,1 mn => ? … 100 000
up to €100k => ? … 100 000
up to 100 000 EUR => ? … 100 000
at most €100,000 => ? … 100 000
less than €1m => ? … 1 000 000
not more than €100k => ? … 100 000
no more than €100k => ? … 100 000
below 100 000 € => ? … 100 000
ei yli 100 000 € => ? … 100 000
ei ylitä 100 000 € => ? … 100 000
yli 2 M€ => 2 000 000 … ?
> 2 M€ => 2 000 000 … ?
>2M€ => 2 000 000 … ?
≥ 2 M€ => 2 000 000 … ?
vähintään 2 M€ => 2 000 000 … ?
väh. 2 M€ => 2 000 000 … ?
ainakin 2 M€ => 2 000 000 … ?
yli 2 miljoonaa euroa => 2 000 000 … ?
min. 2 M€ => 2 000 000 … ?
minst 2 mn euro => 2 000 000 … ?
åtminstone 2 mn euro => 2 000 000 … ?
över 2 miljoner euro => 2 000 000 … ?
mer än 2 miljoner euro => 2 000 000 … ?
at least €2m => 2 000 000 … ?
over €2m => 2 000 000 … ?
more than 2 million euros => 2 000 000 … ?
€2m+ => 2 000 000 … ?
2 M€+ => 2 000 000 … ?
from €2m => 2 000 000 … ?
alkaen 2 M€ => 2 000 000 … ?
2 M€ tai enemmän => 2 000 000 … ?
2 M€ tai yli => 2 000 000 … ?
ei alle 2 M€ => 2 000 000 … ?
# --- ranges
2–3 M€ => 2 000 000 … 3 000 000
2-3 M€ => 2 000 000 … 3 000 000
2 - 3 M€ => 2 000 000 … 3 000 000
2 — 3 M€ => 2 000 000 … 3 000 000
2...3 M€ => 2 000 000 … 3 000 000
2…3 M€ => 2 000 000 … 3 000 000
n. 2–3 milj. € => 2 000 000 … 3 000 000
2–3 milj. euroa => 2 000 000 … 3 000 000
0,5-1 milj. => 500 000 … 1 000 000
0,5–1,0 M€ => 500 000 … 1 000 000
500 t€ – 1 M€ => 500 000 … 1 000 000
500–1 000 t€ => 500 000 … 1 000 000
500 000–1 000 000 € => 500 000 … 1 000 000
500 000 - 1 000 000 => 500 000 … 1 000 000
€0.5m–€1m => 500 000 … 1 000 000
€500k - €1m => 500 000 … 1 000 000
€500k to €1m => 500 000 … 1 000 000
EUR 0.5-1 million => 500 000 … 1 000 000
0.5 to 1 million euros => 500 000 … 1 000 000
between €0.5m and €1m => 500 000 … 1 000 000
välillä 0,5–1 M€ => 500 000 … 1 000 000
mellan 0,5 och 1 mn euro => 500 000 … 1 000 000
0,5 till 1 mn euro => 500 000 … 1 000 000
50–100 k€ => 50 000 … 100 000
MEUR 0,5–1 => 500 000 … 1 000 000  # a unit before both figures is both figures'
30–50 000 € => 30 000 … 50 000  # the thousands are said once
30-50 000 => 30 000 … 50 000
0–50 000 € => 0 … 50 000
100–150 k€ => 100 000 … 150 000
min 50 t€, max 100 t€ => 50 000 … 100 000
vähintään 50 t€, enintään 100 t€ => 50 000 … 100 000
yli 50 t€, alle 100 t€ => 50 000 … 100 000
# --- sums: a plus between figures is a plus
50 + 20 t€ => 70 000
50 t€ + 20 t€ => 70 000
50 000 + 20 000 € => 70 000
200 t€ + 150 t€ + 50 t€ => 400 000
1,2 M€ + 300 t€ => 1 500 000
# --- value added tax said, not reckoned
100 000 € (alv 0 %) => 100 000
100 000 € alv 0% => 100 000
100 000 € alv 0 => 100 000
100 000 € (alv 0) => 100 000
100 000 € (alv. 0 %) => 100 000
100 000 € + alv => 100 000
100 000 € (sis. alv) => 100 000
100 000 € sis. alv 24 % => 100 000
100 000 € (ilman alv:a) => 100 000
100 000 € veroton => 100 000
100 000 € (ALV 24%) => 100 000
100 000 € ei sis. alv => 100 000
100 000 euro (moms 0 %) => 100 000
100 000 euro exkl. moms => 100 000
100 000 euro inkl. moms => 100 000
€100,000 excl. VAT => 100 000
€100,000 (incl. VAT) => 100 000
€100,000 + VAT => 100 000
# --- for one year
n. 1 200 t€/v => 1 200 000 /v
1 200 t€/v. => 1 200 000 /v
1 200 t€ / vuosi => 1 200 000 /v
0,5 M€/v => 500 000 /v
0,5 M€ vuodessa => 500 000 /v
0,5 M€ per vuosi => 500 000 /v
vuosittain 0,5 M€ => 500 000 /v
500 000 €/a => 500 000 /v
500 000 € p.a. => 500 000 /v
500 000 euro/år => 500 000 /v
500 000 euro per år => 500 000 /v
500 000 euro årligen => 500 000 /v
€500,000 per year => 500 000 /v
€500k/year => 500 000 /v
€500k annually => 500 000 /v
vuosikustannus 10 000 € => 10 000 /v
100–200 t€/v => 100 000 … 200 000 /v
max 100 t€/v => ? … 100 000 /v
"""

UNKNOWN = """
-|–|—|?|ei tiedossa|ei arvioitu|ei vielä arvioitu|tarkentuu|auki|avoin|TBD|TBC|n/a|okänd|ej uppskattad|unknown
not estimated
ei saatavilla|x|–/–|..|kustannusarvio puuttuu|kustannukset tarkentuvat|ei budjetoitu|#N/A|(ei tiedossa)|tbc*|€ tbc
? €|- €|–€
arvioidaan myöhemmin|kostnad okänd|cost tbc|hinta avoin|kustannukset avoin|selvitetään
"""

# not read, and said why: (text, part of the message)
NOT_READ = """
100 000 SEK => euros|1,2 MSEK => euros|350 tkr => euros|350 kkr => euros|MDKK 12 => euros|12 mdkk => euros
3 MNOK => euros
$1,000,000 => euros|US$ 1m => euros|USD 500k => euros|£1.2m => euros|£33.73 => euros|100 000 kr => euros|1 mnkr => euros
CHF 100 000 => euros|100 000 DKK => euros|£500k–£1m => euros|SEK 1.2 million => euros|1 000 000 mk => euros
100 000 €/1 000 000 SEK => euros|JPY 100 => euros|1,2 mdr kr => euros
3 htv => work|200 htp => work|2,5 htv => work|12 htkk => work|1 henkilötyövuosi => work|20 henkilötyöpäivää => work
2 årsverken => work
3 FTE => work|100 person days => work|150 h => work|2 manår => work|40 työpäivää => work|3 htv ja 20 t€ => work
omana työnä => work|virkatyönä => work|tjänstearbete => work|in-house => work|eget arbete => work|oma työ => work
100 % => share|25% => share|15 prosenttia => share|5,5 % => share
-5 000 € => negative|(1 000) => negative|(1 000 €) => negative|−5 000 € => negative|–5 000 € => negative
(1,000.00) => negative|- 5 000 => negative
5 000- => negative
talousarviossa => figure|sisältyy talousarvioon => figure|budjetin puitteissa => figure|inom budget => figure
within budget => figure
sisältyy hankkeeseen X => understood|ei kustannuksia € 5 x => understood|1–2–3 M€ => understood|12 kk => understood
31.3.2012 => understood|1E+06 => understood|1,2E+06 => understood|10 000 €/kk => understood|350/200 => understood
Exempt under Section 43 => understood|abc => understood|3–2 M€ => understood|1 200,50,3 => understood
iso => understood|5 kpl => understood
1.2.3.4 => understood|12.34.5 => understood|2011 / 150 000 / 12 => understood
"""

NOTHING_SPENT = """
ei kustannuksia|ei erillisiä kustannuksia|ei lisäkustannuksia|inga kostnader
ei erillistä kustannusta|no cost|kustannuksitta|maksuton|kostnadsfri|free of charge
"""


def _lines(table: str) -> list[tuple[str, Money]]:
    return [
        (line.rpartition(" => ")[0], _money(line.rpartition(" => ")[2].split("  #")[0]))
        for line in table.strip().splitlines()
        if not line.startswith("# ")
    ]


def _money(reading: str) -> Money:
    yearly = reading.endswith("/v")
    ends = [_cents(end) for end in reading.removesuffix("/v").split("…")]
    return Money(ends[0], ends[-1], yearly)


def _cents(text: str) -> int | None:
    bare = text.replace(" ", "")
    return None if bare == "?" else round(float(bare) * 100)


def _cells(table: str) -> list[str]:
    return [cell for line in table.strip().splitlines() for cell in line.split("|")]


@pytest.mark.parametrize(("spelling", "money"), _lines(AMOUNTS))
def test_an_amount(spelling: str, money: Money) -> None:
    assert read_money(spelling) == money


@pytest.mark.parametrize("spelling", _cells(UNKNOWN))
def test_not_known_is_not_zero(spelling: str) -> None:
    assert read_money(spelling) is None


@pytest.mark.parametrize("spelling", _cells(NOTHING_SPENT))
def test_no_costs_is_a_zero(spelling: str) -> None:
    assert read_money(spelling) == Money(0, 0)


@pytest.mark.parametrize("pair", _cells(NOT_READ))
def test_what_is_not_read_says_why(pair: str) -> None:
    spelling, said = pair.split(" => ")
    found = read_money(spelling)
    assert isinstance(found, Fault)
    assert said in found.message.lower()
