"""A comparison for others: the same changes in a PDF, a workbook and JSON, without what is confidential."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpkportfolio import snapshots
from kpkportfolio.exports.comparison import Told, outgoing, write_comparison
from kpkportfolio.exports.comparison_pdf import _HEIGHT, _paged, _rows
from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, new_id
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.sample import sample_operation
from kpkportfolio.snapshots.grouping import GroupBy
from kpkportfolio.store.content import Content
from kpkportfolio.store.decisions import calling, deciding, meetings
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language

TOLD = Told("Hankesalkku", "2/2011", "3/2011", date(2011, 8, 24), "Liisa")


@pytest.fixture
def states(tmp_path: Path) -> Iterator[tuple[Content, Content, list[str]]]:
    """Before, after, and the titles of what was altered: moved, dearer, gone, new, confidential."""
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    portfolio.commit(sample_operation())
    rows = [row for row in portfolio.initiatives() if row.end and row.programme and not row.confidential]
    moved, secret = rows[:2]
    gone = Change("initiative", new_id(), None, {"kind": "initiative", "title": "Poistuva"})
    portfolio.commit(Operation(OperationKind.ADD, "", [gone]))
    assert moved.end
    assert secret.end
    portfolio.commit(editing(portfolio, [secret.id], {"confidential": True}))
    before = portfolio.content()
    portfolio.commit(editing(portfolio, [moved.id], {"end": moved.end + timedelta(days=92)}))
    portfolio.commit(editing(portfolio, [secret.id], {"end": secret.end + timedelta(days=10)}))
    portfolio.commit(deleting(portfolio, [gone.id]))
    new = Change("initiative", new_id(), None, {"kind": "initiative", "title": "=Uusi & <uljas>"})
    portfolio.commit(Operation(OperationKind.ADD, "", [new]))
    yield before, portfolio.content(), [moved.title, "Poistuva", secret.title]
    portfolio.close()


def test_json_has_codes_and_words(states: tuple[Content, Content, list[str]], tmp_path: Path) -> None:
    before, after, (moved, gone, secret) = states
    path = write_comparison(before, after, TOLD, tmp_path / "m.json", GroupBy.TOPIC)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["counts"] == {"added": 1, "removed": 1, "changed": 1, "shared": 0}
    assert found["confidential_left_out"] >= 1
    assert [group["title"] for group in found["groups"]] == ["Schedule", "Added", "Removed"]
    (one,) = found["groups"][0]["differences"]
    assert (one["title"], one["change"], one["kinds"], one["slip_days"]) == (moved, "changed", ["schedule"], 92)
    assert one["sentence"] == "The end moved 92 days later"
    assert gone in path.read_text(encoding="utf-8")
    assert secret not in path.read_text(encoding="utf-8")
    own = write_comparison(before, after, TOLD, tmp_path / "o.json", confidential=True)
    assert json.loads(own.read_text(encoding="utf-8"))["counts"]["changed"] == 2
    assert secret in own.read_text(encoding="utf-8")


def test_a_workbook_has_totals_initiatives_and_fields(
    states: tuple[Content, Content, list[str]], tmp_path: Path
) -> None:
    before, after, (moved, _gone, secret) = states
    book = load_workbook(write_comparison(before, after, TOLD, tmp_path / "m.xlsx"))
    assert [list(sheet.tables) for sheet in book] == [["KPK_Totals"], ["KPK_Changed"], ["KPK_Fields"]]
    totals, changed, fields = ([list(row) for row in sheet.iter_rows(min_row=4, values_only=True)] for sheet in book)
    assert totals[0][:5] == [None, "All", 1, 1, 1]
    assert ["kind of change", "Schedule", 1, 0, 0, "1 moved later, 92 d in all"] in [row[:6] for row in totals]
    assert all(len(row) == 6 + 16 for row in totals)
    headings = [cell.value for cell in book.worksheets[0][3]]
    assert headings[6:8] == ["ICT investment before, at least, €", "ICT investment before, at most, €"]
    assert headings[-1] == "Impact after, at most, €"
    row = next(row for row in changed if row[0] == moved)
    assert row[2:5] == ["Altered", "The end moved 92 days later", 92]
    assert [row[0] for row in changed if row[2] == "Added"] == ["=Uusi & <uljas>"]
    assert [row[2] for row in fields if row[0] == moved] == ["End"]
    assert not any(secret in row for row in (*changed, *fields))
    assert "left out" in book.worksheets[0]["A2"].value
    assert book.properties.title == "Changes: 2/2011 → 3/2011"


def test_a_pdf_has_every_initiative_on_pages_that_hold_them(
    states: tuple[Content, Content, list[str]], tmp_path: Path
) -> None:
    before, after, (moved, _gone, _secret) = states
    set_language("fi")
    # everything is new: many pages
    given = outgoing({}, after, TOLD, False, None)
    rows = list(_rows(given, GroupBy.PROGRAMME))
    pages = list(_paged(rows))
    assert [row for page in pages for row in page] == rows
    assert len(pages) > 1
    assert all(sum(row.height for row in page) < _HEIGHT for page in pages)
    # no heading is the last on its page
    assert not any(page[-1].together for page in pages)
    data = write_comparison({}, after, TOLD, tmp_path / "m.pdf").read_bytes()
    assert data.startswith(b"%PDF-1.7")
    assert len(re.findall(rb"/Type /Page\b", data)) == len(pages)
    told: list[tuple[int, int]] = []
    write_comparison(before, after, TOLD, tmp_path / "n.pdf", progress=lambda done, of: told.append((done, of)))
    assert (0, 1) in told
    words = " ".join(
        word[1] for row in _rows(outgoing(before, after, TOLD, False, None), GroupBy.NOTHING) for word in row.words
    )
    assert moved.split()[0] in words
    assert "Loppu siirtyi 92 päivää myöhemmäksi" in words


def test_what_a_merge_was_decided_into_stays_untold_when_it_was_confidential_and_is_gone(tmp_path: Path) -> None:
    with closing(Portfolio.create(tmp_path / "salkku.sqlite")) as portfolio:
        ids = [new_id(), new_id()]
        rows: list[Fields] = [{"title": "Avoin"}, {"title": "Salainen", "confidential": True}]
        added = [
            Change("initiative", id_, None, {"kind": "initiative", **row}) for id_, row in zip(ids, rows, strict=True)
        ]
        portfolio.commit(Operation(OperationKind.ADD, "", added))
        portfolio.commit(calling(portfolio, "3/2011", date(2011, 8, 24), "Ohjausryhmä"))
        states = [portfolio.content()]
        (meeting,) = meetings(portfolio)
        portfolio.commit(deciding(portfolio, meeting, ids[0], DecisionKind.MERGE, into=ids[1]))
        states.append(portfolio.content())
        portfolio.commit(deleting(portfolio, [ids[1]]))
        states.append(portfolio.content())
    assert "Salainen" in str(outgoing(states[0], states[2], TOLD, True, None).comparison)
    for before, after in combinations(states, 2):
        assert "Salainen" not in str(outgoing(before, after, TOLD, False, None).comparison)


def test_a_reason_of_an_earlier_version_does_not_tell_what_was_merged_into(tmp_path: Path) -> None:
    with closing(Portfolio.create(tmp_path / "salkku.sqlite")) as portfolio:
        ids = [new_id(), new_id(), new_id()]
        rows: list[Fields] = [
            {"title": "Avoin"},
            {"title": "Salainen. Osa 2", "confidential": True},
            {"title": "Toinen"},
        ]
        added = [
            Change("initiative", id_, None, {"kind": "initiative", **row}) for id_, row in zip(ids, rows, strict=True)
        ]
        portfolio.commit(Operation(OperationKind.ADD, "", added))
        portfolio.commit(calling(portfolio, "3/2011", date(2011, 8, 24), "Ohjausryhmä"))
        states = [portfolio.content()]
        (meeting,) = meetings(portfolio)
        for reason in ("→ Salainen. Osa 2. Päällekkäin", "→ Toinen. Päällekkäin"):
            portfolio.commit(deciding(portfolio, meeting, ids[0], DecisionKind.POSTPONE, reason))
        portfolio.commit(editing(portfolio, [ids[0]], {"status_reason": "→ Toinen. Päällekkäin"}))
        states.append(portfolio.content())
        portfolio.commit(editing(portfolio, [ids[0]], {"status_reason": "→ Salainen. Osa 2"}))
        states.append(portfolio.content())
    for before, after in combinations(states, 2):
        assert "Salainen" not in str(outgoing(before, after, TOLD, False, None).comparison)
    assert "Salainen" in str(outgoing(states[1], states[2], TOLD, True, None).comparison)
    assert "→ Toinen. Päällekkäin" in str(outgoing(states[1], states[2], TOLD, False, None).comparison)


def test_nothing_has_changed_is_said(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    snapshots.take(portfolio, "1")
    content = portfolio.content()
    portfolio.close()
    for ending in ("pdf", "xlsx", "json"):
        assert write_comparison(content, content, TOLD, tmp_path / f"m.{ending}").stat().st_size
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["summary"] == "Nothing has changed."
