"""The bundle carries everything, between both kinds of database, and refuses what is not whole."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.exports.bundle import bundle_operation, read_bundle, write_bundle
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio


def test_round_trip_between_databases(portfolio: Portfolio, tmp_path: Path) -> None:
    first = Portfolio.create(tmp_path / "first.sqlite")
    first.commit(sample_operation())
    content = read_bundle(write_bundle(first, tmp_path / "salkku.json"))
    assert content == first.content()
    portfolio.commit(bundle_operation(portfolio, content, "salkku.json"))
    assert portfolio.content() == first.content()
    again = write_bundle(portfolio, tmp_path / "again.json")
    one, two = (json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "salkku.json", again))
    assert one["content"] == two["content"]
    assert one["hash"] == two["hash"]
    assert bundle_operation(portfolio, content, "x").changes == []
    portfolio.undo()
    assert not any(portfolio.content().values())
    first.close()


@settings(max_examples=8)
@given(
    titles=st.lists(st.text(min_size=1).filter(lambda t: t.strip() and "\x00" not in t), max_size=5),
    cents=st.none() | st.integers(-(2**40), 2**40),
    start=st.none() | st.dates(),
)
def test_any_text_number_and_date_survives(
    tmp_path_factory: pytest.TempPathFactory, titles: list[str], cents: int | None, start: Any
) -> None:
    folder = tmp_path_factory.mktemp("bundle")
    portfolio = Portfolio.create(folder / "salkku.sqlite")
    changes = []
    for title in titles:
        id_ = new_id()
        title = title.encode("utf-8", "ignore").decode()
        if not title.strip():
            continue
        changes.append(Change("initiative", id_, None, {"kind": "initiative", "title": title, "start": start}))
        changes.append(Change("money", new_id(), None, {"initiative_id": id_, "kind": "running_cost", "likely": cents}))
    if changes:
        portfolio.commit(Operation(OperationKind.ADD, "", changes))
    assert read_bundle(write_bundle(portfolio, folder / "b.json")) == portfolio.content()
    portfolio.close()


def test_what_is_not_a_whole_bundle_is_refused(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    portfolio.commit(sample_operation())
    path = write_bundle(portfolio, tmp_path / "salkku.json")
    portfolio.close()
    good = json.loads(path.read_text(encoding="utf-8"))

    def refused(change: dict[str, Any] | str) -> str:
        broken = tmp_path / "broken.json"
        broken.write_text(change if isinstance(change, str) else json.dumps(change), encoding="utf-8")
        with pytest.raises(UnacceptableInput) as error:
            read_bundle(broken)
        assert "broken.json" in str(error.value)
        return str(error.value)

    assert "no bundle" in refused("{")
    (tmp_path / "s.xlsx").write_bytes(b"PK\x03\x04\xb5\xff")
    with pytest.raises(UnacceptableInput, match=r"^s\.xlsx is no bundle: a bundle is a \.json or \.zip file"):
        read_bundle(tmp_path / "s.xlsx")
    assert "not a bundle" in refused("[]")
    assert "newer" in refused({**good, "version": 99})
    assert "newer" in refused({**good, "schema": 99})
    assert "colour" in refused({**good, "content": {"colour": {}}})
    assert "no content" in refused({**good, "content": None})
    tampered = json.loads(path.read_text(encoding="utf-8"))
    row = next(iter(tampered["content"]["initiative"].values()))
    row["title"] = "Toinen"
    assert "hash" in refused(tampered)
    row["start"] = "31.2.2011"
    assert "date" in refused(tampered)
    row["colour"] = "red"
    assert "fields" in refused(tampered)
    with pytest.raises(UnacceptableInput):
        read_bundle(tmp_path / "ei-ole.json")
