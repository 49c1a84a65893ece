"""Dates as investment programmes and project lists of several countries write them, and what is none of them.

The lines are as in ``test_dates_spellings``: ``spelling => first day … last day  # why``.
"""

import pytest

from kpkportfolio.registers.values.dates import read_moment, read_schedule
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment
from tests.registers.values.test_dates_spellings import _cells, _expected, _lines

MOMENTS = """
viikot 14-16 2025 => 2025-03-31 … 2025-04-20
vko14/25 => 2025-03-31 … 2025-04-06
vko 14/25 => 2025-03-31 … 2025-04-06
vkolla 14/2025 => 2025-03-31 … 2025-04-06
vko:t 14-16/2025 => 2025-03-31 … 2025-04-20
uke 14 2025 => 2025-03-31 … 2025-04-06
uge 14 2025 => 2025-03-31 … 2025-04-06
w/c 31 March 2025 => 2025-03-31 … 2025-04-06
w/c 31/03/2025 => 2025-03-31 … 2025-04-06
week commencing 31 March 2025 => 2025-03-31 … 2025-04-06
week of 31 March 2025 => 2025-03-31 … 2025-04-06
vkon 14/2025 loppuun mennessä => 2025-03-31 … 2025-04-06
24Q3 => 2024-07-01 … 2024-09-30
Q3+Q4 2024 => 2024-07-01 … 2024-12-31
CY24 Q3 => 2024-07-01 … 2024-09-30
Q3 CY2024 => 2024-07-01 … 2024-09-30
calendar Q3 2024 => 2024-07-01 … 2024-09-30
Q1+2/2024 => 2024-01-01 … 2024-06-30
Q1,2/2024 => 2024-01-01 … 2024-06-30
kv1-2/24 => 2024-01-01 … 2024-06-30
vuoden 2024 toinen puoli => 2024-07-01 … 2024-12-31
vuoden 2024 jälkipuolisko => 2024-07-01 … 2024-12-31
latter half of 2024 => 2024-07-01 … 2024-12-31
kesän jälkeen 2025 => 2025-09-01 … ?
forår 2024 => 2024-01-01 … 2024-06-30
foråret 2024 => 2024-01-01 … 2024-06-30
efterår 2024 => 2024-07-01 … 2024-12-31
efteråret 2024 => 2024-07-01 … 2024-12-31
høst 2024 => 2024-07-01 … 2024-12-31
høsten 2024 => 2024-07-01 … 2024-12-31
sommer 2024 => 2024-06-01 … 2024-08-31
najaar 2024 => 2024-07-01 … 2024-12-31
voorjaar 2024 => 2024-01-01 … 2024-06-30
zomer 2024 => 2024-06-01 … 2024-08-31
talvi 24/25 => 2024-12-01 … 2025-02-28
vuoden 2025 alkukuukaudet => 2025-01-01 … 2025-03-31
vuodenvaihde 24/25 => 2024-12-31 … 2025-01-01
vuodenvaihteessa 24-25 => 2024-12-31 … 2025-01-01
vuoden 2024/2025 vaihteessa => 2024-12-31 … 2025-01-01
årsskiftet 24/25 => 2024-12-31 … 2025-01-01
kring årsskiftet 2024/2025 => 2024-12-31 … 2025-01-01
EOY 2025 => 2025-10-01 … 2025-12-31
halvårsskiftet 2025 => 2025-06-30 … 2025-07-01
slutten av 2025 => 2025-10-01 … 2025-12-31
begynnelsen av 2025 => 2025-01-01 … 2025-03-31
slutningen af 2025 => 2025-10-01 … 2025-12-31
eind 2025 => 2025-10-01 … 2025-12-31
begin 2025 => 2025-01-01 … 2025-03-31
31.12.25 mennessä => 2025-12-31 … 2025-12-31
marras-tammikuu 2024-2025 => 2024-11-01 … 2025-01-31
13/25 => !
tav. 6/2025 => 2025-06-01 … 2025-06-30
6/2025 alku => 2025-06-01 … 2025-06-10
6/2025 lopussa => 2025-06-21 … 2025-06-30
6/2025 loppuun mennessä => 2025-06-21 … 2025-06-30
2025-Jun-30 => 2025-06-30 … 2025-06-30
1 desember 2025 => 2025-12-01 … 2025-12-01
desember 2025 => 2025-12-01 … 2025-12-31
marts 2025 => 2025-03-01 … 2025-03-31
maart 2025 => 2025-03-01 … 2025-03-31
mei 2025 => 2025-05-01 … 2025-05-31
mai 2025 => 2025-05-01 … 2025-05-31
1,6,2025 => 2025-06-01 … 2025-06-01
1.6,2025 => 2025-06-01 … 2025-06-01
1..6.2025 => !
1.6..2025 => 2025-06-01 … 2025-06-01
1.6 2025 => 2025-06-01 … 2025-06-01
aloitus 2026 => 2026-01-01 … 2026-12-31
aloitus syksyllä 2026 => 2026-07-01 … 2026-12-31
rakentaminen 2026 => 2026-01-01 … 2026-12-31
käyttöön 8/2026 => 2026-08-01 … 2026-08-31
mahd. 2026 => 2026-01-01 … 2026-12-31
viim. 2026 => 2026-01-01 … 2026-12-31
viim. 31.12.2026 => 2026-12-31 … 2026-12-31
aik. 2026 => 2026-01-01 … 2026-12-31
TA24 => 2024-01-01 … 2024-12-31
vv. 2025–26 => 2025-01-01 … 2026-12-31
24/25 => !
2025 or later => 2025-01-01 … ?
2026 eteenpäin => 2026-01-01 … 2026-12-31
early 2020s => 2020-01-01 … 2022-12-31
kaupunkistrategiakausi 2021–2025 => 2021-01-01 … 2025-12-31
strategiakausi 2022-2025 => 2022-01-01 … 2025-12-31
suunnitelmakausi 2024-2027 => 2024-01-01 … 2027-12-31
taloussuunnitelmakausi 2024–2026 => 2024-01-01 … 2026-12-31
Q1 2025 => 2025-01-01 … 2025-03-31
Q1/25 => 2025-01-01 … 2025-03-31
Q4FY25 => !
Q1 (2025) => !
2025 (Q1) => 2025-01-01 … 2025-03-31
2025, Q1 => 2025-01-01 … 2025-03-31
alkuvuodesta -25 => 2025-01-01 … 2025-03-31
alkuvuosi/kevät 2025 => 2025-01-01 … 2025-06-30
kesä 25 => 2025-06-01 … 2025-08-31
kesäkuu/heinäkuu 2025 => 2025-06-01 … 2025-07-31
kesä-heinä 25 => 2025-06-01 … 2025-07-31
elokuu 2025 lopussa => 2025-08-21 … 2025-08-31
elokuussa -25 => 2025-08-01 … 2025-08-31
8/25 => 2025-08-01 … 2025-08-31
8.2025 => 2025-08-01 … 2025-08-31
08.2025 => 2025-08-01 … 2025-08-31
8-2025 => 2025-08-01 … 2025-08-31
8/2025–> => 2025-08-01 … ∞
8/2025 ( -> ) => 2025-08-01 … 2025-08-31
31.8. 2025 => 2025-08-31 … 2025-08-31
31. 8. 25 => 2025-08-31 … 2025-08-31
31 8 2025 => 2025-08-31 … 2025-08-31
31/8/25 => 2025-08-31 … 2025-08-31
31-8-25 => 2025-08-31 … 2025-08-31
31.elokuuta 2025 => 2025-08-31 … 2025-08-31
31. elok. 2025 => 2025-08-31 … 2025-08-31
31.8.2025 (tarkentuu) => 2025-08-31 … 2025-08-31
31.8.2025 alustava => 2025-08-31 … 2025-08-31
alustavasti 31.8.2025 => 2025-08-31 … 2025-08-31
tavoite: 31.8.2025 => 2025-08-31 … 2025-08-31
tavoiteaika 8/2025 => 2025-08-01 … 2025-08-31
deadline 31.8.2025 => 2025-08-31 … 2025-08-31
dl 31.8.2025 => 2025-08-31 … 2025-08-31
viimeistään elokuussa 2025 => 2025-08-01 … 2025-08-31
viimeistään 31.8.25 => 2025-08-31 … 2025-08-31
aikaisintaan 8/25 => 2025-08-01 … 2025-08-31
arviolta 2025-2026 => 2025-01-01 … 2026-12-31
n. 8/25 => 2025-08-01 … 2025-08-31
noin elokuu 25 => 2025-08-01 … 2025-08-31
elo/syys 2025 => 2025-08-01 … 2025-09-30
elo-syys/25 => 2025-08-01 … 2025-09-30
syys-/lokakuu 2025 => 2025-09-01 … 2025-10-31
syys- ja lokakuu 2025 => 2025-09-01 … 2025-10-31
loka - joulukuu 2025 => 2025-10-01 … 2025-12-31
loka–joulu -25 => 2025-10-01 … 2025-12-31
joulukuu 2025/tammikuu 2026 => 2025-12-01 … 2026-01-31
12/2025-1/2026 => 2025-12-01 … 2026-01-31
12/25 - 1/26 => 2025-12-01 … 2026-01-31
12/25–1/26 => 2025-12-01 … 2026-01-31
12/25/1/26 => !
12.2025/1.2026 => 2025-12-01 … 2026-01-31
vuoden 2025 aikana => 2025-01-01 … 2025-12-31
vuosi 2025 loppu => 2025-10-01 … 2025-12-31
loppuvuosi 2025/alkuvuosi 2026 => 2025-10-01 … 2026-03-31
loppuvuosi 2025 - alkuvuosi 2026 => 2025-10-01 … 2026-03-31
vuodenvaihteen 2025-2026 jälkeen => 2026-01-02 … ?
heti alkuvuonna 2025 => !
alkusyksystä 2025 => 2025-07-01 … 2025-09-30
alkusyksy -25 => 2025-07-01 … 2025-09-30
loppukevät/alkukesä 2025 => 2025-04-01 … 2025-06-30
kevättalvi 2025 => 2025-02-01 … 2025-03-31
kevään 2025 loppuun mennessä => 2025-04-01 … 2025-06-30
kevätkauden lopulla 2025 => 2025-04-01 … 2025-06-30
syyskauden 2025 alussa => 2025-07-01 … 2025-09-30
toukokuun loppuun 2025 => 2025-05-21 … 2025-05-31
hösten 2025 – våren 2026 => 2025-07-01 … 2026-06-30
hösten/vintern 2025 => !
i början av hösten 2025 => 2025-07-01 … 2025-09-30
i slutet av våren 2025 => 2025-04-01 … 2025-06-30
efter årsskiftet 2025/2026 => 2026-01-02 … ?
halvår 1/2025 => 2025-01-01 … 2025-06-30
1:a halvåret 2025 => 2025-01-01 … 2025-06-30
2:a halvåret 2025 => 2025-07-01 … 2025-12-31
kv1/2025 => 2025-01-01 … 2025-03-31
kv 1-2 2025 => 2025-01-01 … 2025-06-30
v. 2025 kevät => 2025-01-01 … 2025-06-30
v.2025 syksy => 2025-07-01 … 2025-12-31
2025/syksy => 2025-07-01 … 2025-12-31
2025-syksy => 2025-07-01 … 2025-12-31
2025 S => !
2025/6 => 2025-06-01 … 2025-06-30
2025.6 => 2025-06-01 … 2025-06-30
2025 6 => !
2025 kesäkuu-2026 => 2025-06-01 … 2026-12-31
Summer/Autumn 2025 => 2025-06-01 … 2025-12-31
Q1/Q2 2025 => 2025-01-01 … 2025-06-30
Q1-Q2 FY25/26 => 2025-04-01 … 2025-09-30
Q1 FY2025/26 – Q3 FY2026/27 => 2025-04-01 … 2026-12-31
FY25/26 Q1 => 2025-04-01 … 2025-06-30
2025-26 => 2025-01-01 … 2026-12-31
Apr-25 => 2025-04-01 … 2025-04-30
Apr 2025 (TBC) => 2025-04-01 … 2025-04-30
April 2025 - TBC => 2025-04-01 … ?
TBC (April 2025) => 2025-04-01 … 2025-04-30
End of April 2025 => 2025-04-21 … 2025-04-30
end Q2 2025 => 2025-06-01 … 2025-06-30
End FY25 => 2025-10-01 … 2025-12-31
by Q2 2025 => 2025-04-01 … 2025-06-30
H2 FY24/25 => 2024-10-01 … 2025-03-31
31st March 2025 => 2025-03-31 … 2025-03-31
31 Mar 25 => 2025-03-31 … 2025-03-31
31Mar25 => 2025-03-31 … 2025-03-31
Mar 31, 25 => 2025-03-31 … 2025-03-31
31 March, 2025 => 2025-03-31 … 2025-03-31
31/03/2025 00:00 => 2025-03-31 … 2025-03-31
31/03/2025 (Baseline) => 2025-03-31 … 2025-03-31
Mar-25 (forecast) => 2025-03-01 … 2025-03-31
Forecast: Mar-25 => 2025-03-01 … 2025-03-31
Actual 31/03/2025 => 2025-03-31 … 2025-03-31
31.3.2025 toteutunut => 2025-03-31 … 2025-03-31
tot. 31.3.2025 => 2025-03-31 … 2025-03-31
päättynyt 3/2025 => 2025-03-01 … 2025-03-31
(päättyy 3/2025) => 2025-03-01 … 2025-03-31
31.3.2025 jatkettu 30.6.2025 => !
31.3.2025 -> 30.6.2025 => 2025-03-31 … 2025-06-30
31.3.2025, jatkoaika 30.6.2025 => !
alkup. 31.3.2025, uusi 30.6.2025 => !
"""

SCHEDULES = """
2024‑2026 => 2024-01-01 … 2026-12-31
2024‐2026 => 2024-01-01 … 2026-12-31
2024―2026 => 2024-01-01 … 2026-12-31
vv. 2024–26 => 2024-01-01 … 2026-12-31
vuosille 2024–2026 => 2024-01-01 … 2026-12-31
2024 – ... => 2024-01-01 … ∞
vuodesta 2024 eteenpäin => 2024-01-01 … ∞
2024 eteenpäin => 2024-01-01 … ∞
01-01-2024 t/m 31-12-2026 => 2024-01-01 … 2026-12-31
kk 1-12/2024 => 2024-01-01 … 2024-12-31
kuukaudet 1–12/2024 => 2024-01-01 … 2024-12-31
syksy 24 - kevät 25 => 2024-07-01 … 2025-06-30
vuoden 2025 alusta => 2025-01-01 … ∞
vko 40/2024–5/2025 => 2024-09-30 … 2025-02-02
vkot 40/24–5/25 => 2024-09-30 … 2025-02-02
week 14-26, 2025 => 2025-03-31 … 2025-06-29
aloitus 1/2024, valmis 12/2025 => 2024-01-01 … 2025-12-31
alkaa 2024 => 2024-01-01 … ?
alkaa syksyllä 2024 => 2024-07-01 … ?
käynnistyy 2024 => 2024-01-01 … ?
valmistuu 2026 => ? … 2026-12-31
päättyy 2026 => ? … 2026-12-31
päättyy 31.12.2026 => ? … 2026-12-31
valmis 6/2026 => ? … 2026-06-30
valmistunut 2023 => ? … 2023-12-31
päättynyt 2023 => ? … 2023-12-31
klart 2026 => ? … 2026-12-31
starts 2024 => 2024-01-01 … ?
completed 2023 => ? … 2023-12-31
ends 2026 => ? … 2026-12-31
due June 2026 => ? … 2026-06-30
TA2024-TS2026 => 2024-01-01 … 2026-12-31
TA 2024, TS 2025–2026 => 2024-01-01 … 2026-12-31
2024/2025/2026 => 2024-01-01 … 2026-12-31
2 v (2024–2025) => 2024-01-01 … 2025-12-31
suunnittelu 2024, toteutus 2025–2026 => 2024-01-01 … 2026-12-31
suunnittelu 2024, rakentaminen 2025-2026 => 2024-01-01 … 2026-12-31
rakentaminen 2025-2026 => 2025-01-01 … 2026-12-31
rakentaminen alkaa 2025 => 2025-01-01 … ?
hankekausi 2024–2026 => 2024-01-01 … 2026-12-31
rahoituskausi 2021–2027 => 2021-01-01 … 2027-12-31
EU-ohjelmakausi 2021-2027 => 2021-01-01 … 2027-12-31
projektperiod 2024-2026 => 2024-01-01 … 2026-12-31
planperioden 2024–2026 => 2024-01-01 … 2026-12-31
(2024)–2026 => 2024-01-01 … 2026-12-31
2024–(2026) => 2024-01-01 … 2026-12-31
lukuvuosi 24-25 => 2024-08-01 … 2025-07-31
läsåret 24/25 => 2024-08-01 … 2025-07-31
jatkuva 2024– => 2024-01-01 … ∞
jatkuva, alkaen 2024 => 2024-01-01 … ∞
Ongoing since 2019 => 2019-01-01 … ∞
pågår sedan 2019 => 2019-01-01 … ∞
löpande från 2019 => 2019-01-01 … ∞
käynnissä, päättyy 2026 => ? … 2026-12-31
avoin (2026?) => 2026-01-01 … 2026-12-31
"""

# numbers of documents, programmes, products, amounts, lengths and states: a year inside makes none of them a date
NO_DATES = """
1.2|12.5|3.1.1|15-20|10.30|klo 12|klo 12.30|2 000|2024 000|2 024|2024 €|2024 kpl|Versio 2024|Strategia 2030
Tampere 2030|Covid-19|H2020|Horizon 2020|Windows 11|S/4HANA 2025|DVV/1234/2024|123/02.08.00/2024|VM/2024/23
§ 123/2024|Khall 12.3.2024 § 45|050 123 4567|+358 40 1234567|0401234567|2024A|2024-A|2024-001|2024-1234
A-2024-12|P2024-12|KH 2024|1/1|3/4|5/5|12/24 kk|24/7|1-3|1–3 vuotta|3-5 v|1.|1|31|I|II|A|kyllä|valmis 90 %
vaihe 2|vaihe 2/2024|2/2024 § 12|Matti Meikäläinen|päätetään talousarviossa 2026|rahoitus 2025|budjetti 2025
TA-käsittely 2025|ks. projekti 2024|hanke 12/2024|projekti 2024-3|lisätty 3.4.2024|päivitetty 3.4.2024
tilanne 3.4.2024|2024 Oy|Q|Q2|1.1.0025|1.1.25000|1.1.1025|1.1.2205|1.1.2024 1.1.2025
1.1.2024, 1.1.2025, 1.1.2026|2024 2025|2024 2026|5 v|0,5 v|2 kk|yli vuosi|6 kk päätöksestä
2 v rahoituspäätöksestä|heti|ASAP|mahdollisimman pian|nyt|meneillään|käynnissä|aloittamatta|suunnitteilla
ei käynnisty|peruttu|hylätty 2024|keskeytetty 2024|keskeytetty 5/2024|ei vuonna 2025|not in 2025|inte 2025
"""

IMPOSSIBLE = """
Q0/2024|40.1.2024|1.40.2024|2024-02-30|29.2.2025|31.11.|31.4.2025 klo 12|2025-13|0/2025|13/2025|12-31-2025
31/31/2025|13/13/2025
"""

FILLERS = "sovitaan erikseen|01.01.1900|0001-01-01|1.1.0001 0:00:00"


@pytest.mark.parametrize(("spelling", "reading"), _lines(MOMENTS))
def test_a_moment(spelling: str, reading: str) -> None:
    found = read_moment(spelling)
    assert (isinstance(found, Fault) and not found.fatal) if reading == "!" else found == _expected(reading)


@pytest.mark.parametrize(("spelling", "reading"), _lines(SCHEDULES))
def test_a_schedule(spelling: str, reading: str) -> None:
    assert read_schedule(spelling) == _expected(reading)


@pytest.mark.parametrize("spelling", _cells(NO_DATES))
def test_what_is_no_date_is_not_taken_for_one(spelling: str) -> None:
    for found in (read_moment(spelling), read_schedule(spelling)):
        assert isinstance(found, Fault)
        assert not found.fatal


@pytest.mark.parametrize("spelling", _cells(IMPOSSIBLE))
def test_what_no_calendar_has_is_never_another_date(spelling: str) -> None:
    for found in (read_moment(spelling), read_schedule(spelling)):
        assert isinstance(found, Fault)
        assert found.fatal


@pytest.mark.parametrize("spelling", _cells(FILLERS))
def test_what_stands_for_an_empty_field_is_not_known(spelling: str) -> None:
    assert read_moment(spelling) is None
    assert read_schedule(spelling) is None


def test_work_that_goes_on_says_when_it_began() -> None:
    for spelling in ("jatkuva, alkaen 2024", "Ongoing since 2024"):
        found = read_moment(spelling)
        assert isinstance(found, Moment)
        assert (str(found.first), found.open) == ("2024-01-01", True)
