"""The program's own log: a small file that turns over, beside the store. Never tokens, never whole texts."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

SIZE = 2**20
"""Bytes of one file."""
FILES = 3
"""Files kept, the current one with them."""

_LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def keep_log(folder: Path, *, debug: bool = False) -> None:
    """Write what the program reports to `amends.log` in a folder; where it cannot, nothing stops."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "amends.log", maxBytes=SIZE, backupCount=FILES - 1, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter(_LINE))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if debug else logging.INFO)
