"""The bundle with its history is the same file, byte by byte, from either database; what is not whole is refused."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import update

from kpkportfolio import snapshots
from kpkportfolio.errors import UnacceptableInput, UsageError
from kpkportfolio.exports.bundle import bundle_operation, read_bundle
from kpkportfolio.exports.whole_bundle import is_empty, read_whole_bundle, take_in, write_whole_bundle
from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.journal import operation
from kpkportfolio.model.vocabulary import DecisionKind, Verdict
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.decisions import calling, deciding, meetings
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.judging import judging
from kpkportfolio.store.portfolio import Portfolio
from tests.databases import fresh_database


def lived(portfolio: Portfolio) -> None:
    """A journal with every kind of change, verdicts, decisions, and snapshots, one of them of a meeting."""
    portfolio.commit(sample_operation())
    first, second, third = list(portfolio.records("initiative"))[:3]
    snapshots.take(portfolio, "1/2011", "ennen")
    portfolio.commit(
        judging(portfolio, first, second, Verdict.DUPLICATE, "sama \u2028 asia", {first: "a", second: "b"})
    )
    portfolio.commit(calling(portfolio, "2/2011", date(2011, 8, 24), "Ohjausryhmä"))
    meeting = meetings(portfolio)[0]
    portfolio.commit(deciding(portfolio, meeting, first, DecisionKind.POSTPONE, "odotetaan"))
    portfolio.commit(editing(portfolio, [first, second], {"end": date(2013, 3, 1), "progress": 35}, "viivästyi"))
    portfolio.commit(deleting(portfolio, [third]))
    portfolio.undo()
    portfolio.redo()
    snapshots.take(portfolio, "2/2011", meeting_id=meeting.id)
    portfolio.commit(editing(portfolio, [second], {"progress": None}))


def everything(portfolio: Portfolio) -> tuple[object, ...]:
    """All that there is to be seen of a portfolio."""
    entries = portfolio.operations(1000)
    return (
        portfolio.name,
        portfolio.content(),
        entries,
        [portfolio.changes_of(entry.seq) for entry in entries],
        snapshots.listing(portfolio),
        [snapshots.content_of(portfolio, one) for one in snapshots.listing(portfolio)],
        portfolio.last_imports(),
    )


@pytest.mark.postgres
def test_from_sqlite_to_postgresql_and_back_byte_by_byte(postgres: str, tmp_path: Path) -> None:
    first = Portfolio.create(tmp_path / "first.sqlite", "Hankesalkku", by="Liisa")
    lived(first)
    told = everything(first)
    written = write_whole_bundle(first, tmp_path / "one.zip").read_bytes()
    first.close()
    with fresh_database(postgres) as address:
        shared = Portfolio.create(address, by="Matti")
        take_in(shared, read_whole_bundle(tmp_path / "one.zip"))
        assert everything(shared) == told
        assert snapshots.verify(shared) == []
        assert write_whole_bundle(shared, tmp_path / "two.zip").read_bytes() == written
        shared.close()
    again = Portfolio.create(tmp_path / "again.sqlite", by="Pirkko")
    take_in(again, read_whole_bundle(tmp_path / "two.zip"))
    assert everything(again) == told
    assert snapshots.verify(again) == []
    assert write_whole_bundle(again, tmp_path / "three.zip").read_bytes() == written
    again.close()


def test_life_goes_on_in_the_other_database(portfolio: Portfolio, tmp_path: Path) -> None:
    first = Portfolio.create(tmp_path / "first.sqlite", by="Liisa")
    lived(first)
    seq = first.operations(1)[0].seq
    bundle = read_whole_bundle(write_whole_bundle(first, tmp_path / "salkku.zip"))
    first.close()
    assert (bundle.operations, bundle.snapshots) == (seq, 2)
    assert is_empty(portfolio)
    heard: list[dict[str, frozenset[str]]] = []
    portfolio.listen(lambda committed: heard.append(committed.ids))
    steps: list[tuple[int, int]] = []
    take_in(portfolio, bundle, lambda done, of: steps.append((done, of)))
    assert not is_empty(portfolio)
    assert set(heard[0]["initiative"]) == set(portfolio.content()["initiative"])
    assert steps == [(0, 4), (1, 4), (2, 4), (3, 4)]
    # nothing of it was done in this opening
    assert portfolio.stacks() == ([], [])
    id_ = next(iter(portfolio.records("initiative")))
    committed = portfolio.commit(editing(portfolio, [id_], {"progress": 77}))
    assert committed.entry.seq == seq + 1
    portfolio.undo(whole_journal=True)
    snapshots.take(portfolio, "3/2011")
    assert snapshots.verify(portfolio) == []
    with pytest.raises(UsageError, match="empty"):
        take_in(portfolio, bundle)


def test_into_a_portfolio_with_something_in_it_only_the_content_comes(portfolio: Portfolio, tmp_path: Path) -> None:
    first = Portfolio.create(tmp_path / "first.sqlite", by="Liisa")
    lived(first)
    write_whole_bundle(first, tmp_path / "salkku.zip")
    content = read_bundle(tmp_path / "salkku.zip")
    assert content == first.content()
    first.close()
    portfolio.commit(sample_operation())
    portfolio.commit(bundle_operation(portfolio, content, "salkku.zip"))
    assert content["initiative"].items() <= portfolio.content()["initiative"].items()
    assert OperationKind.DECISION not in [entry.kind for entry in portfolio.operations()]


def test_an_empty_portfolio_goes_and_comes_too(tmp_path: Path) -> None:
    first = Portfolio.create(tmp_path / "first.sqlite", "Tyhjä")
    bundle = read_whole_bundle(write_whole_bundle(first, tmp_path / "a.zip"))
    first.close()
    second = Portfolio.create(tmp_path / "second.sqlite")
    assert take_in(second, bundle) is None
    assert second.name == "Tyhjä"
    write_whole_bundle(second, tmp_path / "b.zip")
    second.close()
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_what_is_not_whole_is_refused(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    lived(portfolio)
    path = write_whole_bundle(portfolio, tmp_path / "salkku.zip")
    portfolio.close()
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def refused(change: Callable[[dict[str, bytes]], object]) -> str:
        broken, changed = tmp_path / "broken.zip", dict(parts)
        change(changed)
        with ZipFile(broken, "w") as archive:
            for name, data in changed.items():
                archive.writestr(name, data)
        with pytest.raises(UnacceptableInput) as error:
            read_whole_bundle(broken)
        assert "broken.zip" in str(error.value)
        return str(error.value)

    def head(**fields: object) -> Callable[[dict[str, bytes]], object]:
        return lambda given: given.update(
            {"bundle.json": json.dumps(json.loads(given["bundle.json"]) | fields).encode()}
        )

    assert "not a bundle" in refused(lambda given: given.pop("bundle.json"))
    assert "not a bundle" in refused(head(format="x"))
    assert "newer" in refused(head(version=99))
    assert "newer" in refused(head(schema=99))
    for name in ("content.json", "journal.jsonl", "snapshots.jsonl", "snapshots/000002.json"):
        altered = {name: parts[name].replace(b"35", b"36").replace(b"2/2011", b"3/2011")}
        assert altered[name] != parts[name]
        assert "hash" in refused(lambda given, altered=altered: given.update(altered))  # type: ignore[misc]
        assert "hash" in refused(lambda given, name=name: given.pop(name))  # type: ignore[misc]
    broken, good = tmp_path / "broken.zip", path.read_bytes()
    for data in (b"", b"PK", good[:-500], good[:3000] + bytes(300) + good[3300:]):
        broken.write_bytes(data)
        with pytest.raises(UnacceptableInput):
            read_whole_bundle(broken)
    with pytest.raises(UnacceptableInput):
        read_whole_bundle(tmp_path / "ei-ole.zip")


@pytest.mark.parametrize(
    ("part", "said", "instead"),
    [
        ("snapshots.jsonl", b'"hash":', b'"mash":'),
        ("snapshots.jsonl", b'"number":1', b'"number":"1"'),
        ("snapshots.jsonl", b"{", b"[1]\n{"),
        ("journal.jsonl", b'"changes_made":', b'"made":'),
        ("journal.jsonl", b'"at":"2', b'"at":"x'),
        ("journal.jsonl", b'"why":', b'"why) VALUES (1)":'),
        ("journal.jsonl", b'"position":0', b'"position":{}'),
        ("content.json", b'"kind":"initiative"', b'"kind":{}'),
        ("content.json", b'"progress":null', b'"progress":"x"'),
        ("content.json", b'"progress":null', b'"progress":' + b"[" * 100_000),
        ("bundle.json", b'"created_at"', b'"created"'),
    ],
)
def test_what_was_put_together_by_hand_is_refused_although_its_hashes_are_right(
    tmp_path: Path, part: str, said: bytes, instead: bytes
) -> None:
    with closing(Portfolio.create(tmp_path / "salkku.sqlite")) as portfolio:
        portfolio.commit(sample_operation())
        snapshots.take(portfolio, "1/2011")
        path = write_whole_bundle(portfolio, tmp_path / "salkku.zip")
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert said in parts[part]
    parts[part] = parts[part].replace(said, instead, 1)
    head = json.loads(parts["bundle.json"])
    head["sha256"] = {name: sha256(parts[name]).hexdigest() for name in head["sha256"]}
    with ZipFile(path, "w") as archive:
        for name, data in (parts | {"bundle.json": json.dumps(head).encode()}).items():
            archive.writestr(name, data)
    with closing(Portfolio.create(tmp_path / "uusi.sqlite")) as other:
        with pytest.raises(UnacceptableInput, match=r"salkku\.zip"):
            take_in(other, read_whole_bundle(path))
        assert is_empty(other)


def test_a_bundle_from_before_operations_were_linked_is_linked_as_it_is_taken_in(
    portfolio: Portfolio, tmp_path: Path
) -> None:
    with closing(Portfolio.create(tmp_path / "first.sqlite", by="Liisa")) as first:
        lived(first)
        path = write_whole_bundle(first, tmp_path / "salkku.zip")
        written = path.read_bytes()
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    lines = [json.loads(line) for line in parts["journal.jsonl"].splitlines()]
    assert all(line.pop("link") for line in lines)
    parts["journal.jsonl"] = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    head = json.loads(parts["bundle.json"])
    head |= {"schema": 4, "sha256": {name: sha256(parts[name]).hexdigest() for name in head["sha256"]}}
    parts["bundle.json"] = json.dumps(head).encode()
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    take_in(portfolio, read_whole_bundle(path))
    assert snapshots.verify(portfolio) == []
    # linked as they were, so that it is the same bundle again
    assert write_whole_bundle(portfolio, tmp_path / "again.zip").read_bytes() == written


def test_a_bundle_of_an_altered_journal_is_no_way_to_have_it_linked_anew(portfolio: Portfolio, tmp_path: Path) -> None:
    with closing(Portfolio.create(tmp_path / "first.sqlite", by="Liisa")) as first:
        lived(first)
        with first.write() as connection:
            connection.execute(update(operation).where(operation.c.seq == 2).values(by="Joku", link=None))
        found = snapshots.verify(first)
        path = write_whole_bundle(first, tmp_path / "salkku.zip")
    assert found
    take_in(portfolio, read_whole_bundle(path))
    assert snapshots.verify(portfolio) == found
