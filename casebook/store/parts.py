"""Names for what is not finished yet, beside what it is going to be; what the killed have left is removed."""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path


def part_of(target: Path) -> Path:
    """Return the name under which this process makes something; what the killed left of it is removed."""
    head = f".{target.name}.part-"
    with suppress(OSError):  # whether one can be made there at all is told when it is
        for left in list(target.parent.iterdir()):
            if left.name.startswith(head) and _is_dead(left.name.removeprefix(head)):
                _remove(left)
    return target.with_name(f"{head}{os.getpid()}")


def _is_dead(said: str) -> bool:
    """Return whether the process is gone whose number something bears; ours was somebody else's before."""
    number = re.match(r"[0-9]{1,9}(?![0-9])", said)
    if number is None or int(number[0]) == os.getpid():
        return number is not None
    try:
        os.kill(int(number[0]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)
