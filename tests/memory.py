"""How much memory a process has held."""

import sys
from pathlib import Path


def peak_megabytes() -> float:
    """The most this process has held in memory so far."""
    status = Path("/proc/self/status")
    if status.exists():
        # on Linux ru_maxrss starts from what the parent held when it started this process
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line[:5] == "VmHWM") / 1024
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 2**20
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024
