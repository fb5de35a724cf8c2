"""Starting a module of ours in another Python: the very code that runs here, wherever one stands."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
"""The folder our rooms were loaded from."""

_START = """
import runpy, sys
place, module = sys.argv.pop(1), sys.argv.pop(1)
if place not in sys.path:
    sys.path.insert(0, place)
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


def python(module: str, *words: str) -> list[str]:
    """Return the command that runs a module of ours.

    A plain `python -m` looks in the current folder first, and would run a `tui` or `desk` it finds there.
    """
    return [sys.executable, "-P", "-c", _START, str(HERE), module, *words]
