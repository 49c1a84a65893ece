"""What a text means, as a vector: texts that mean the same lie near each other, in Finnish, Swedish and English alike.

The model is multilingual-e5-small, cut to the three languages and brought along in resources/language_model, whose
README says where it comes from; it needs no network. It was taught to compare texts of one kind by the prefix
"query: ", so each text gets that.

A text's vector has two halves of unit length. The first, of the last layer, is what the text says; each piece of a word
counts in it the less the more usual it is (Arora and others, "A simple but tough-to-beat baseline for sentence
embeddings", 2017). The second, of an inner layer, is what its words mean one by one, which finds translations too.
"""

import hashlib
import os
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.paths import bundled

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from sentencepiece import SentencePieceProcessor

# Changes whenever vectors made before can no longer be compared with vectors made now.
MODEL = "e5-small-fsv-2"
HALF = 384
DIMENSIONS = 2 * HALF
# The model has places for so many tokens, start, prefix and end included: some 350 words. What comes after is not read.
MOST_TOKENS = 512
PREFIX = "query:"
# how usual a piece has to be to count half as much as a rare one
_USUAL = 0.001
# About 20 ms of work between two looks at whether to go on.
TOKENS_AT_ONCE = 256

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None] | None


def prepared(text: str) -> str:
    """The text as the model reads it: composed (NFC), in lower case, blanks collapsed; "" stays ""."""
    # half a surrogate pair, which a damaged file can hold, is no character
    whole = text.encode("utf-8", "replace").decode("utf-8")
    # lower-casing can decompose (İ), so composing comes last
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", whole).lower()).split())


def text_key(text: str) -> str:
    """32 hex digits that are the same for texts the model reads alike: a vector is stored by them."""
    return hashlib.blake2b(prepared(text).encode("utf-8"), digest_size=16).hexdigest()


def available() -> bool:
    """Whether the model and the libraries that run it are here; without them only the words of texts are compared."""
    folder = bundled("resources", "language_model")
    files = all((folder / name).is_file() for name in ("model.onnx", "pieces.model"))
    return files and all(find_spec(name) is not None for name in ("onnxruntime", "sentencepiece"))


def packed(vectors: Vectors) -> list[bytes]:
    """Each vector in 768 bytes, for storing; a zero vector too."""
    halves = vectors.reshape(len(vectors), 2, HALF)
    largest = np.abs(halves).max(axis=2, keepdims=True)
    steps = np.where(largest > 0, largest, 1) / 127
    return [row.tobytes() for row in np.rint(halves / steps).astype(np.int8)]


def unpacked(stored: Sequence[bytes]) -> Vectors:
    """The vectors back, ``(n, 768)``; the cosine of each half to what was packed is at least .9995."""
    halves = np.frombuffer(b"".join(stored), np.int8).reshape(-1, 2, HALF).astype(np.float32)
    lengths = np.sqrt((halves * halves).sum(axis=2, keepdims=True))
    units: Vectors = (halves / np.maximum(lengths, 1)).astype(np.float32, copy=False).reshape(-1, DIMENSIONS)
    return units


class Tokens(NamedTuple):
    """A text's tokens as the model sees them in their surroundings."""

    vectors: Vectors  # (tokens, 384), start, prefix and end left out
    words: NDArray[np.intp]  # which of the words each belongs to


class LanguageModel:
    """Makes vectors. Loaded when first used; may be used by several threads at once."""

    def __init__(self, threads: int = 1) -> None:
        """``threads``: on how many processors texts are worked through; one leaves a window its own."""
        self._threads = max(1, threads)
        self._loading = threading.Lock()
        self._loaded: _Loaded | None = None

    def vectors(self, texts: Sequence[str], progress: Progress = None) -> Vectors:
        """One vector of two unit halves for each text, ``(n, 768)``; an empty text gets a zero vector.

        ``progress(done, total)`` is called between texts, many times a second; what it raises stops the work.
        A text's vector does not depend on the other texts.
        """
        found = np.zeros((len(texts), DIMENSIONS), np.float32)
        if not any(map(str.strip, texts)):
            return found
        loaded = self._ready()
        read = [prepared(text) for text in texts]

        def work(places: list[int]) -> int:
            for place in places:
                found[place] = loaded.vector(read[place])
            return len(places)

        if len(texts) == 1:
            # what is being typed: no time for threads to start
            work([0])
            return found
        with ThreadPoolExecutor(self._threads, "language-model") as pool:
            running: set[Future[int]] = set()
            done = 0

            def finished(number: int) -> None:
                nonlocal done, running
                while len(running) > number:
                    ready, running = wait(running, return_when=FIRST_COMPLETED)
                    done += sum(future.result() for future in ready)
                    if progress:
                        progress(done, len(texts))

            for places in _portions(read):
                finished(2 * self._threads - 1)
                running.add(pool.submit(work, places))
            finished(0)
        return found

    def tokens(self, words: Sequence[str]) -> Tokens:
        """The tokens of a text given word by word, for seeing which of them answer which of another text's."""
        loaded = self._ready()
        pieces = [loaded.processor.encode(prepared(word)) for word in words]
        ids = loaded.framed([*loaded.prefix, *(piece for word in pieces for piece in word)])
        owners = np.repeat(np.arange(len(pieces)), [len(word) for word in pieces])[: ids.size - len(loaded.prefix) - 2]
        (vectors,) = loaded.session.run(["tokens"], {"ids": ids})
        return Tokens(vectors[0, loaded.said], owners)

    def original(self, text: str) -> Vectors:
        """The vector that the model is published with, (384): the mean of all of its last layer. For measuring."""
        loaded = self._ready()
        ids = loaded.framed(loaded.processor.encode(f"{PREFIX} {prepared(text)}"))
        (last,) = loaded.session.run(["last"], {"ids": ids})
        return _unit(last[0].mean(axis=0))

    def close(self) -> None:
        """Gives the memory back; the next use loads again."""
        with self._loading:
            self._loaded = None

    def _ready(self) -> "_Loaded":
        with self._loading:
            if self._loaded is None:
                self._loaded = _load()
            return self._loaded


class _Loaded(NamedTuple):
    """What runs the model, and how much each piece of a word counts."""

    processor: "SentencePieceProcessor"
    session: "InferenceSession"
    prefix: list[int]
    weights: Vectors

    @property
    def said(self) -> slice:
        """The places of a text's own pieces among those that are run: without start, prefix and end."""
        return slice(1 + len(self.prefix), -1)

    def framed(self, pieces: Sequence[int]) -> NDArray[np.int64]:
        """The pieces between start and end, as many as fit, as a batch of one."""
        return np.array([[self.processor.bos_id(), *pieces[: MOST_TOKENS - 2], self.processor.eos_id()]], np.int64)

    def vector(self, read: str) -> Vectors:
        """The two halves of a prepared text's vector, (768)."""
        ids = self.framed(self.processor.encode(f"{PREFIX} {read}"))
        inner, last = self.session.run(["tokens", "last"], {"ids": ids})
        # of a text of nothing that can be read there is only the frame
        said = self.said if ids.size > len(self.prefix) + 2 else slice(None)
        return np.concatenate((_unit(self.weights[ids[0, said]] @ last[0, said]), _unit(inner[0, said].mean(axis=0))))


def _load() -> _Loaded:
    # before it is imported: by then it has numbered this device, and made a store of what it would send home
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime
    from sentencepiece import SentencePieceProcessor

    # on Windows the system's diagnostics would hear that a model was loaded
    onnxruntime.disable_telemetry_events()
    folder = bundled("resources", "language_model")
    options = onnxruntime.SessionOptions()
    # Texts run beside each other, each on one thread, which is faster than several threads for one.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # a thread that waits by spinning would make the window stutter
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # kept for reuse, memory would grow to what the longest text ever needed
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
    )
    processor = SentencePieceProcessor(model_file=str(folder / "pieces.model"))
    # a piece's score is the logarithm of how often it comes
    often = np.exp([processor.get_score(piece) for piece in range(processor.get_piece_size())])
    weights = (_USUAL / (_USUAL + often)).astype(np.float32)
    return _Loaded(processor, session, processor.encode(PREFIX), weights)


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / np.maximum(np.linalg.norm(vector), 1e-9), dtype=np.float32)


def _portions(texts: Sequence[str]) -> Iterator[list[int]]:
    """The places of the texts with words, some for each step; a text costs a token for four characters, and 16 more."""
    portion: list[int] = []
    cost = 0
    for place, text in enumerate(texts):
        if text:
            portion.append(place)
            cost += len(text) // 4 + 16
        if cost >= TOKENS_AT_ONCE:
            yield portion
            portion, cost = [], 0
    if portion:
        yield portion
