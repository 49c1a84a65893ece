"""A portfolio of invented initiatives, as large as wanted, as a database and as a register in Excel."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.store.portfolio import Portfolio

WORDS = (
    "asiointi palvelu kunta terveys potilas arkisto tieto alusta kehitys hanke rekisteri sähköinen yhteinen kirjasto "
    "koulu päivähoito talous henkilöstö lupa kartta integraatio määrittely kilpailutus käyttövaltuus varaus"
).split()
STATUSES = ("idea", "proposed", "approved", "definition", "implementation", "rollout", "completed")
FIRST = date(2009, 1, 1)
LATE = timedelta(days=20)


def portfolio_file(path: Path, count: int, seed: int = 1) -> Path:
    """A database of ``count`` initiatives with sources, money, impact, deliverables, milestones and dependencies."""
    chance = random.Random(seed)
    portfolio = Portfolio.create(path, "Mittaus")
    organisations, programmes, register = [new_id() for _ in range(300)], [new_id() for _ in range(7)], new_id()
    changes = [
        *(
            Change("organisation", id_, None, {"name": f"Taho {n}", "kind": "other"})
            for n, id_ in enumerate(organisations)
        ),
        *(Change("programme", id_, None, {"name": f"Ohjelma {n}", "number": n}) for n, id_ in enumerate(programmes, 1)),
        Change("register", register, None, {"name": "Omat"}),
    ]
    before: list[str] = []
    for n in range(count):
        id_ = new_id()
        start = FIRST + timedelta(days=chance.randrange(1500))
        end = start + timedelta(days=chance.randrange(30, 900))
        changes.append(
            Change(
                "initiative",
                id_,
                None,
                {
                    "kind": "initiative",
                    "title": f"{' '.join(chance.choices(WORDS, k=5))} {n}".capitalize(),
                    "description": " ".join(chance.choices(WORDS, k=40)),
                    "organisation_id": chance.choice(organisations),
                    "person_name": f"Henkilö {n % 500}",
                    "programme_id": chance.choice(programmes),
                    "status": chance.choice(STATUSES),
                    "health": chance.choice((None, "green", "yellow", "red")),
                    "start": start,
                    "end": end,
                    "progress": chance.randrange(101),
                    "municipalities": chance.randrange(1, 200),
                },
            )
        )
        source: dict[str, Value] = {
            "initiative_id": id_,
            "register_id": register,
            "key": str(n),
            "ref": f"K-{n}",
            "row": n + 2,
        }
        changes.append(Change("source", new_id(), None, source))
        # most are small and a few large, and what they bring is not what they cost
        cents = round(10 ** chance.gauss(7.5, 0.6))
        impact = round(cents * 10 ** chance.gauss(0.3, 0.5))
        for year in (2010, 2011):
            row = {"initiative_id": id_, "kind": "ict_investment", "year": year, "min": cents, "max": cents}
            changes.append(Change("money", new_id(), None, row))
        row = {"initiative_id": id_, "kind": "process_benefit", "year": 2012, "min": impact, "max": impact * 2}
        changes.append(Change("impact", new_id(), None, row))
        if n % 3 == 0:
            # a third has slipped from its first plan
            plan: dict[str, Value] = {"initiative_id": id_, "name": "Ohjausryhmä", "start": start, "end": end - LATE}
            changes.append(Change("baseline", new_id(), None, plan))
        for position in range(2):
            output: dict[str, Value] = {
                "initiative_id": id_,
                "title": f"Tuotos {position}",
                "state": "planned",
                "due": end,
            }
            changes.append(Change("deliverable", new_id(), None, {**output, "position": position}))
        half = start + (end - start) / 2
        changes.append(Change("milestone", new_id(), None, {"initiative_id": id_, "title": "Päätös", "due": half}))
        if before and n % 20 == 0:
            row = {"predecessor_id": chance.choice(before), "successor_id": id_, "kind": "finish_start"}
            changes.append(Change("dependency", new_id(), None, row))
        before.append(id_)
    portfolio.commit(Operation(OperationKind.IMPORT, "mittaus", changes))
    portfolio.close()
    return path


HEADINGS = (
    "Nro",
    "Hankkeen nimi",
    "Kuvaus",
    "Vastuutaho",
    "Vastuuhenkilö",
    "Vaihe",
    "Alkaa",
    "Päättyy",
    "Kustannusarvio",
)


def register_file(path: Path, count: int, seed: int = 1) -> Path:
    """A register of ``count`` rows as an organisation would send it: nine columns, written dates, money in words."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Hankkeet")
    sheet.write_row(0, 0, ["Hankeluettelo 2011"])
    sheet.write_row(2, 0, HEADINGS)
    for n, row in enumerate(_rows(count, seed)):
        sheet.write_row(3 + n, 0, row)
    book.close()
    return path


def register_csv(path: Path, count: int, seed: int = 1) -> Path:
    """The same as semicolon-separated text in UTF-8 with a byte order mark, as Excel writes it."""
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(_rows(count, seed))
    return path


def _rows(count: int, seed: int) -> Iterator[list[str]]:
    chance = random.Random(seed)
    for n in range(count):
        year = 2009 + chance.randrange(4)
        yield [
            f"H-{n}",
            f"{' '.join(chance.choices(WORDS, k=5))} {n}".capitalize(),
            " ".join(chance.choices(WORDS, k=20)),
            f"Taho {chance.randrange(300)}",
            f"Henkilö {n % 500}",
            chance.choice(("määrittely", "toteutus", "ehdotus", "käyttöönotto", "päättynyt")),
            chance.choice((f"syksy {year}", f"{chance.randrange(1, 28)}.{chance.randrange(1, 13)}.{year}", str(year))),
            f"{chance.randrange(1, 13)}/{year + 2}",
            chance.choice(
                (f"{chance.randrange(10, 900)} t€", f"n. {chance.randrange(1, 9)},{chance.randrange(10)} M€")
            ),
        ]
