"""Loading what paints: Textual and the dashboard, for less than they would be loaded by themselves."""

import os
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path

from casebook.sparing import without
from desk.settings import Settings, cache_folder
from tui.commands.compiled import kept
from tui.commands.loading import loading


def dashboard(*, write: bool = True) -> Callable[[Settings], int]:
    """Return what opens the dashboard; see `tui.app.run`.

    Args:
        write: Whether what makes the next start quicker may be kept.
    """
    folder, tag = _folder(), sys.implementation.cache_tag
    write = write and not sys.dont_write_bytecode
    before = kept(folder / f"compiled.{tag}", write=write) if folder else nullcontext()
    # asyncio would load ssl, and a dashboard talks to no network
    with loading(), without("ssl"), before:
        from tui.declaring import declare_for_less

        declare_for_less()
        from tui.app import run
    return partial(run, styles=folder / f"styles.{tag}") if folder and write else run


def _folder() -> Path | None:
    """Return where things may be kept; None for somebody who has no home."""
    with suppress(RuntimeError):
        return cache_folder(os.environ)
    return None
