"""What an installation takes on disk."""

import subprocess
import sys
from pathlib import Path

from bench.figures import Figure, missing
from bench.world import World
from desk.ourselves import HERE

_NOT_OURS = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "wheel")
"""What a new environment holds before anything is installed."""


def measure(world: World) -> list[Figure]:
    """Install amends into a new environment and weigh what came."""
    place, what = world.folder() / "env", "amends with everything it needs"
    subprocess.run([sys.executable, "-m", "venv", place], check=True, capture_output=True)
    pip = [str(place / "bin" / "pip"), "--quiet", "install", str(HERE)]
    done = subprocess.run(pip, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        return [missing(what, f"pip could not install it: {done.stderr[-200:]}", unit="MB", goal=25.0)]
    files = [each for each in place.glob("lib/python*/site-packages/**/*") if _counts(each)]
    code = sum(each.stat().st_size for each in files if each.suffix != ".pyc") / 1e6
    whole = sum(each.stat().st_size for each in files) / 1e6
    return [
        Figure(what, code, "MB", 25.0),
        Figure("the same with Python's byte-code", whole, "MB"),
    ]


def _counts(place: Path) -> bool:
    top = place.parts[place.parts.index("site-packages") + 1]
    return place.is_file() and not top.startswith(_NOT_OURS)
