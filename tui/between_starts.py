"""What one start leaves for the next to be quicker: whole and ours alone, or as good as not there."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from zlib import crc32

_WRITABLE_BY_OTHERS = 0o022


def left(file: Path, stamp: bytes) -> bytes:
    """Return what was left in a file under that stamp.

    Raises:
        OSError: It cannot be read.
        ValueError: It is not whole, is another's, or was left under another stamp.
    """
    with file.open("rb") as opened:
        about = os.fstat(opened.fileno())
        if about.st_uid != os.geteuid() or about.st_mode & _WRITABLE_BY_OTHERS:
            raise ValueError("others can write it")
        check, _, text = opened.read().partition(b"\n")
    if not text.startswith(stamp) or int(check, 16) != crc32(text):
        raise ValueError("it is not whole, or of another time")
    return text[len(stamp) :]


def leave(file: Path, stamp: bytes, said: bytes) -> None:
    """Leave something in a file in the place of what was there, all at once.

    Raises:
        OSError: It cannot be written.
    """
    text = stamp + said
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("wb", dir=file.parent, delete=False) as new:
        try:
            new.write(b"%08x\n" % crc32(text) + text)
            new.flush()
            Path(new.name).replace(file)
        except OSError:
            Path(new.name).unlink()
            raise
