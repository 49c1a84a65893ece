"""Links, codes and record numbers that a text names."""

from dataclasses import replace

import pytest

from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.identifiers import identifiers, reference
from kpkportfolio.overlap.item import Item
from tests.overlap.examples import OTHERS


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Asettamispäätös VM123:00/2011, ks. liite.", ["vm123:00/2011"]),
        ("Diaari 1234/00.01.02/2012 ja 12/2012", ["1234/00.01.02/2012"]),
        ("Se https://www.esimerkki.fi/hanke/?a=1#b (www.esimerkki.fi/hanke).", ["esimerkki.fi/hanke"] * 2),
        ("Kamera DMC-FZ50, musta", ["dmc-fz50"]),
        ("Alkaa Q3/2011, H1/2012, versio 2.0, vaihe-2, v2012", []),
        ("Vuosina 2010-2012, 31.12.2011, 24/7, 100k€, 2010-luvulla", []),
        ("", []),
    ],
)
def test_what_identifies_is_told_from_times_and_numbers(text: str, names: list[str]) -> None:
    found = identifiers(text)
    assert [one.name for one in found] == names
    assert all(text[one.start : one.end] for one in found)


def test_a_reference_is_one_code() -> None:
    assert reference("JI-2011-03") == "ji-2011-03"
    assert reference("7") == reference(None) == reference("K 1") == reference("AB-12 ja CD-34") == ""


def test_a_shared_identifier_is_a_reason_that_can_be_seen() -> None:
    one = Item(id="a", title="Arkiston uusiminen", description="Perustuu päätökseen VM098:01/2010.", register="x")
    other = Item(id="b", title="Asiakirjat talteen", description="Jatkaa hanketta VM098:01/2010", register="y")
    [reason] = [
        reason for reason in Engine([one, other, *OTHERS]).explain("a", "b").reasons if reason.factor == "identifier"
    ]
    assert reason.weight > 0
    assert "vm098:01/2010" in reason.detail
    assert [one.description[start:end] for _field, start, end in reason.spans_a if one.description] == ["VM098:01/2010"]
    named = replace(other, description="Ks. XK-2044", ref=None)
    owner = replace(one, description="Muuta", ref="XK-2044")
    found = Engine([owner, named, *OTHERS]).explain("a", "b")
    assert any(reason.factor == "identifier" for reason in found.reasons)
    without = Engine([owner, replace(named, description="Ks. XK-2045"), *OTHERS]).explain("a", "b")
    assert not any(reason.factor == "identifier" for reason in without.reasons)
