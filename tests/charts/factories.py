"""Portfolios made up for the charts' tests: one readable, one as large as wanted."""

import random
from datetime import date, timedelta

from kpkportfolio.model.rows import (
    DeliverableRow,
    DependencyRow,
    ImpactRow,
    InitiativeRow,
    MilestoneRow,
    MoneyRow,
    ProgrammeRow,
)
from kpkportfolio.model.vocabulary import (
    DeliverableState,
    DependencyKind,
    Health,
    ImpactKind,
    InitiativeKind,
    MoneyKind,
    OverlapKind,
    Status,
)
from kpkportfolio.overlap.finding import Finding

TODAY = date(2011, 11, 15)

PROGRAMMES = [
    ProgrammeRow(f"p{number}", number, name)
    for number, name in enumerate(
        (
            "Sähköinen asiointi",
            "Asianhallinta ja arkistointi",
            "Sosiaali- ja terveyspalvelut",
            "Opetus ja varhaiskasvatus",
            "Talous- ja henkilöstöhallinto",
            "Perustiedot ja integraatio",
            "Perustekniikka ja työasemat",
        ),
        1,
    )
]

M = 100_000_000
BASE = "2012-12-31"

S = Status
# programme, name, status, start, end, progress, baseline end, investment M€, impact M€ (min, max), municipalities
_LINES: list[tuple[int, str, Status | None, str, str | None, int | None, str | None, object, object, int | None]] = [
    (1, "Kansalaisen asiointitili", S.IMPLEMENTATION, "2009-06-01", "2011-12-31", 80, "2011-06-30", 2.5, (18, 26), 90),
    (1, "Verkkopalvelualusta kunnille", S.DEFINITION, "2011-03-01", "2013-06-30", 20, None, 3.2, (18, 26), 120),
    (1, "Rakennusvalvonnan luvanhaku", S.IMPLEMENTATION, "2010-07-01", "2012-06-30", 60, None, 0.4, (3, 5), 12),
    (1, "Vetuma-laajennus kunnille", S.COMPLETED, "2009-03-01", "2010-06-30", 100, None, 0.4, (13, 17), 150),
    (1, "Katuvikojen karttailmoitukset", S.ROLLOUT, "2011-04-01", "2012-06-30", 70, None, 0.1, (2, 3), 14),
    (2, "Yhteinen asianhallintapalvelu", S.IMPLEMENTATION, "2010-10-01", "2013-03-31", 40, BASE, 3.6, (28, 44), 110),
    (2, "Kuuden kaupungin asianhallinta", S.IMPLEMENTATION, "2010-07-01", "2012-06-30", 45, None, 1.3, 3.5, 6),
    (2, "Tehtäväluokitus ja eAMS-malli", S.COMPLETED, "2009-01-01", "2010-12-31", 100, None, 0.1, 4, 200),
    (2, "Päättäjien sähköiset kokoukset", S.PROPOSED, "2012-01-01", "2012-12-31", None, None, 0.2, 1.25, 20),
    (3, "Potilastiedon arkisto kuntiin", S.ROLLOUT, "2009-05-01", "2014-12-31", 35, "2013-12-31", 6.8, (60, 80), 190),
    (3, "Terveysasemien ajanvaraus", S.ROLLOUT, "2010-09-01", "2012-06-30", 75, None, 0.3, 11.5, 10),
    (3, "Kotihoidon toiminnanohjaus", S.IMPLEMENTATION, "2011-01-01", "2013-12-31", 25, None, 2.4, 34, 16),
    (3, "Sosiaalihuollon asiakastiedot", S.DEFINITION, "2011-06-01", "2014-06-30", 10, "2014-03-31", 1.9, 16, 140),
    (3, "Omahoito ja terveyskansio", S.PROPOSED, "2012-01-01", "2014-12-31", None, None, 2.8, 7, 60),
    (4, "Oppilashallinto", S.DEFINITION, "2010-03-01", "2013-12-31", 15, None, 2.1, 7.5, 14),
    (4, "Oppimisympäristö", S.APPROVED, "2011-08-01", "2014-06-30", 0, None, 1.4, 2, 40),
    (4, "Varhaiskasvatuksen paikkahaku", S.SUSPENDED, "2010-08-01", "2012-12-31", 30, None, 0.2, 2, 12),
    (4, "Kirjastojen aineistohaku", S.IMPLEMENTATION, "2010-09-01", "2013-03-31", 55, None, 1.6, 2.75, 70),
    (5, "Talous- ja henkilöstöalusta", S.IMPLEMENTATION, "2010-08-01", "2013-06-30", 40, None, 4.6, 25, 38),
    (5, "Ostolaskujen automatisointi", S.DEFINITION, "2011-01-01", "2012-12-31", 30, None, 0.2, 7.5, 14),
    (5, "Kuntatalouden XBRL-raportointi", S.DEFINITION, "2011-01-01", "2012-12-31", 35, None, 0.4, 2, 15),
    (5, "HR-tietomalli ja vakiosanoma", S.COMPLETED, "2009-02-01", "2011-03-31", 100, None, 0.1, 1.25, 30),
    (5, "Pienhankintojen kilpailutus", S.CANCELLED, "2010-02-01", "2011-12-31", 20, None, 0.5, 13, 48),
    (6, "Asiakastietovaranto", S.DEFINITION, "2010-11-01", "2014-12-31", 20, None, 2.6, 12, 210),
    (6, "Integraatioalusta", S.IMPLEMENTATION, "2010-05-01", None, 50, None, 0.9, 10, 80),
    (6, "Master data -kone", S.DEFINITION, "2011-02-01", "2013-12-31", None, None, 0.5, 3, 34),
    (6, "Käyttövaltuushallinta", S.IMPLEMENTATION, "2010-06-01", "2013-06-30", 45, None, 0.7, 11.5, 66),
    (6, "Asioinnin viitearkkitehtuuri", S.IDEA, "2012-03-01", None, None, None, None, None, None),
    (7, "Kapasiteettipalvelu", S.IMPLEMENTATION, "2010-04-01", "2012-12-31", 50, None, 1.5, 6.5, 60),
    (7, "Työasemien elinkaari", S.ROLLOUT, "2010-01-15", "2012-03-31", 80, None, 1.2, 5, 78),
    (7, "Kuntien yhteinen runkoverkko", S.APPROVED, "2011-09-01", "2014-12-31", 0, None, None, None, 300),
    (7, "Avoimet toimisto-ohjelmat", S.CANCELLED, "2010-03-01", "2011-03-31", 10, None, 0.4, None, 9),
]  # fmt: skip
_HEALTHS = (Health.GREEN, Health.GREEN, Health.YELLOW, None, Health.RED)


def initiative(ident: str, name: str, **fields: object) -> InitiativeRow:
    """An initiative of which nothing is known but what ``fields`` say."""
    row = InitiativeRow(
        **dict.fromkeys(InitiativeRow._fields)  # type: ignore[arg-type]  # filled in below
    )
    return row._replace(
        **{  # type: ignore[arg-type]  # field names are checked by _replace
            "id": ident,
            "version": 1,
            "kind": InitiativeKind.INITIATIVE,
            "title": name,
            "sources": 1,
            "open_ended": False,
            "confidential": False,
            **fields,
        }
    )


def _cents(value: object) -> tuple[int | None, int | None]:
    low, high = value if isinstance(value, tuple) else (value, value)
    return tuple(None if end is None else round(end * M) for end in (low, high))  # type: ignore[return-value]


def portfolio() -> list[InitiativeRow]:
    """32 initiatives under seven programmes."""
    rows = []
    for index, (programme, name, status, start, end, progress, base, money, impact, towns) in enumerate(_LINES):
        investment, gain = _cents(money), _cents(impact)
        rows.append(
            initiative(
                f"i{index}",
                name,
                status=status,
                health=_HEALTHS[index % 5],
                programme_id=f"p{programme}",
                programme=PROGRAMMES[programme - 1].name,
                programme_number=programme,
                organisation=("KPK ICT", "Valtio", "Tampereen kaupunki")[index % 3],
                start=date.fromisoformat(start),
                end=date.fromisoformat(end) if end else None,
                open_ended=name == "Integraatioalusta",
                progress=progress,
                municipalities=towns,
                investment_min=investment[0],
                investment_max=investment[1],
                change_min=None if investment[0] is None else investment[0] * 2,
                change_max=None if investment[1] is None else investment[1] * 3,
                impact_min=gain[0],
                impact_max=gain[1],
                baseline_name="Ohjausryhmä 3/2011" if base else None,
                baseline_start=date.fromisoformat(start) if base else None,
                baseline_end=date.fromisoformat(base) if base else None,
            )
        )
    return rows


def milestones() -> list[MilestoneRow]:
    return [
        MilestoneRow("m1", "i0", "Tuotantoon", date(2011, 6, 30), date(2011, 6, 30)),
        MilestoneRow("m2", "i1", "Alusta valittu", date(2011, 8, 31), date(2011, 8, 31)),
        MilestoneRow("m3", "i1", "Pilottikunnat", date(2012, 9, 30), None),
        MilestoneRow("m4", "i5", "Määrittely hyväksytty", date(2011, 6, 30), date(2011, 6, 30)),
        MilestoneRow("m5", "i5", "Pilotti", date(2012, 9, 30), None),
        MilestoneRow("m6", "i5", "Käyttöönotto", date(2012, 12, 31), None),
        MilestoneRow("m7", "i9", "Ensimmäiset kunnat", date(2011, 12, 31), None),
        MilestoneRow("m8", "i9", "Kaikki kunnat", date(2012, 12, 31), None),
        MilestoneRow("m9", "i11", "Ilman päivää", None, None),
    ]


def deliverables() -> list[DeliverableRow]:
    return [DeliverableRow("d1", "i1", 1, "Hankintailmoitus", date(2011, 5, 31), DeliverableState.DONE)]


def dependencies() -> list[DependencyRow]:
    return [
        DependencyRow("x1", "i7", "i8", DependencyKind.FINISH_START, 0),
        DependencyRow("x2", "i10", "i13", DependencyKind.FINISH_START, 0),
        DependencyRow("x3", "i24", "i25", DependencyKind.START_START, 0),
        DependencyRow("x4", "i0", "missing", DependencyKind.FINISH_START, 0),
    ]


def money() -> list[MoneyRow]:
    """ICT investment spread over 2010–2013, change investment of twice that."""
    found = []
    for row in portfolio():
        if row.investment_min is None or row.investment_max is None:
            continue
        for year in range(2010, 2014):
            low, high = row.investment_min // 4, row.investment_max // 4
            ict, change = MoneyKind.ICT_INVESTMENT, MoneyKind.CHANGE_INVESTMENT
            found.append(MoneyRow(f"{row.id}-{year}", row.id, ict, year, low, None, high * 5 // 4, None, 2010))
            found.append(MoneyRow(f"{row.id}-{year}c", row.id, change, year, low * 2, None, high * 3, None, 2010))
    return found


def impact() -> list[ImpactRow]:
    """Impact growing 2011–2015, three quarters of it process benefit."""
    found = []
    for row in portfolio():
        if row.impact_min is None or row.impact_max is None:
            continue
        for step, year in enumerate(range(2011, 2016), 1):
            for kind, share in ((ImpactKind.PROCESS_BENEFIT, 75), (ImpactKind.ICT_SAVING, 25)):
                low = row.impact_min * step * share // 1500
                high = row.impact_max * step * share // 1500
                found.append(ImpactRow(f"{row.id}-{year}-{kind}", row.id, kind, year, low, None, high, 2010))
    return found


def findings() -> list[Finding]:
    """Pairs of every kind and strength: a large group, two of three, some pairs, one too weak to be shown."""
    kinds = [OverlapKind.DUPLICATE, OverlapKind.OVERLAP, OverlapKind.REUSE]
    large = [(a, b) for a in range(8) for b in range(a + 1, 8)]
    rest = [(8, 9), (9, 10), (8, 10), (11, 12), (12, 13), (11, 13), *((n, n + 1) for n in range(14, 30, 2))]
    pairs = [
        Finding(f"i{a}", f"i{b}", kinds[(a + b) % 3], round(0.99 - 0.01 * place, 2))
        for place, (a, b) in enumerate([*large, *rest])
    ]
    return [*pairs, Finding("i30", "i31", OverlapKind.OVERLAP, 0.3)]


def many(count: int, seed: int = 1) -> list[InitiativeRow]:
    """``count`` initiatives of every kind of completeness."""
    chance = random.Random(seed)
    words = [row.title for row in portfolio()]
    rows = []
    for index in range(count):
        number = chance.randint(1, 8)
        start = date(2008, 1, 1) + timedelta(chance.randint(0, 2000))
        end = start + timedelta(chance.randint(20, 1500))
        value, gain = round(10 ** chance.gauss(8, 0.5)), round(10 ** chance.gauss(8.8, 0.5))
        known = chance.random()
        rows.append(
            initiative(
                f"n{index}",
                f"{chance.choice(words)}, osa {index}",
                status=chance.choice(list(Status)),
                health=chance.choice(_HEALTHS),
                programme_id=f"p{number}",
                programme=f"Ohjelma {number}",
                programme_number=number,
                start=start if known > 0.1 else None,
                end=end if known > 0.05 else None,
                progress=chance.randint(0, 100) if known > 0.3 else None,
                municipalities=chance.randint(1, 300) if known > 0.2 else None,
                investment_min=value if known > 0.05 else None,
                investment_max=value * 3 // 2 if known > 0.05 else None,
                impact_min=gain if known > 0.15 else None,
                impact_max=gain * 2 if known > 0.15 else None,
                baseline_end=end - timedelta(chance.randint(-90, 300)) if known > 0.8 else None,
            )
        )
    return rows
