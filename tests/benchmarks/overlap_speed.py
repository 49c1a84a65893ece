"""How long overlap takes among ten thousand texts, beside letter n-gram TF-IDF with sparse_dot_topn on the same texts.

``python -m tests.benchmarks.overlap_speed`` prints JSON; seconds of wall clock, the peak of memory in MB.
"""

import json
import sys
from collections.abc import Sequence
from time import perf_counter

import numpy as np
import psutil

from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.item import Item
from tests.benchmarks.overlap_texts import invented

ITEMS, WORDS, CHECKS = 10_000, 40, 200


def main() -> None:
    """Print all figures as one JSON object."""
    json.dump(measure(invented(ITEMS, WORDS)), sys.stdout, indent=1)
    print()


def measure(items: Sequence[Item]) -> dict[str, float]:
    """Seconds to build, to scan and to check, ours and the baseline's."""
    process = psutil.Process()
    before = process.memory_info().rss
    began = perf_counter()
    engine = Engine(items)
    built = perf_counter()
    found = engine.pairs()
    scanned = perf_counter()
    memory = process.memory_info().rss - before
    checks = []
    for item in items[:: max(1, len(items) // CHECKS)]:
        start = perf_counter()
        engine.check(item.description or item.title)
        checks.append(perf_counter() - start)
    ours = scanned - began
    theirs = baseline(items)
    return {
        "items": len(items),
        "found": len(found),
        "build_s": round(built - began, 2),
        "pairs_s": round(scanned - built, 2),
        "baseline_s": round(theirs, 2),
        "ratio": round(ours / theirs, 3),
        "check_p50_ms": round(float(np.percentile(checks, 50)) * 1000, 1),
        "check_p95_ms": round(float(np.percentile(checks, 95)) * 1000, 1),
        "memory_mb": round(memory / 1e6, 1),
    }


def baseline(items: Sequence[Item]) -> float:
    """Seconds for the ten nearest of each by letter 3–5-gram TF-IDF and sparse_dot_topn."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    texts = [f"{item.title} {item.description or ''}".lower() for item in items]
    began = perf_counter()
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), dtype=np.float32).fit_transform(texts)
    sp_matmul_topn(vectors, vectors.T.tocsr(), top_n=10, threshold=0.2)
    return perf_counter() - began


if __name__ == "__main__":
    main()
