"""The program's own log: a small file that turns over, beside the store. Never tokens, never whole texts."""

import logging
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from casebook.store.place import make, make_folder, mode_in

SIZE = 2**20
"""Bytes of one file."""
FILES = 3
"""Files kept, the current one with them."""

_LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


class _File(RotatingFileHandler):
    """A file made as the store's own are: for its owner, or for the team that shares the folder."""

    def _open(self) -> TextIOWrapper:
        place = Path(self.baseFilename)
        make_folder(place.parent)
        make(place, mode_in(place.parent))
        return super()._open()


def keep_log(folder: Path, *, debug: bool = False) -> None:
    """Write what the program reports to `amends.log` in a folder; where it cannot, nothing stops.

    Neither file nor folder is made before there is something to write.
    """
    logging.raiseExceptions = False
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _File)]:
        root.removeHandler(handler)
        handler.close()
    file = folder / "amends.log"
    handler = _File(file, maxBytes=SIZE, backupCount=FILES - 1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(_LINE))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if debug else logging.INFO)
