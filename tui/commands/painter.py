"""Loading what paints: Textual and the dashboard, for less than they would be loaded by themselves."""

import os
import sys
from collections.abc import Callable
from functools import partial

from casebook.sparing import without
from desk.settings import Settings, cache_folder
from tui.commands.compiled import kept
from tui.commands.loading import loading


def dashboard(*, write: bool = True) -> Callable[[Settings], int]:
    """Return what opens the dashboard; see `tui.app.run`.

    Args:
        write: Whether what makes the next start quicker may be kept.
    """
    # asyncio would load ssl, and a dashboard talks to no network
    folder, tag = cache_folder(os.environ), sys.implementation.cache_tag
    compiled, styles = folder / f"compiled.{tag}", folder / f"styles.{tag}"
    write = write and not sys.dont_write_bytecode
    with loading(), without("ssl"), kept(compiled, write=write):
        from tui.declaring import declare_for_less

        declare_for_less()
        from tui.app import run
    return partial(run, styles=styles) if write else run
