import subprocess
import sys

CODE = """
import sys
import kpkportfolio.overlap.item, kpkportfolio.overlap.finding
print(sorted({"numpy", "scipy", "Stemmer", "PySide6"} & set(sys.modules)))
"""


def test_items_and_findings_cost_no_heavy_import() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
