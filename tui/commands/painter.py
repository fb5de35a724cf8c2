"""Loading what paints: Textual and the dashboard, for less than they would be loaded by themselves."""

import os
import sys
from collections.abc import Callable

from casebook.sparing import without
from desk.settings import Settings, cache_folder
from tui.commands.loading import loading
from tui.commands.patterns import kept


def dashboard(*, write: bool = True) -> Callable[[Settings], int]:
    """Return what opens the dashboard; see `tui.app.run`.

    Args:
        write: Whether what makes the next start quicker may be kept.
    """
    # asyncio would load ssl, and a dashboard talks to no network
    patterns = cache_folder(os.environ) / f"patterns.{sys.implementation.cache_tag}.json"
    with loading(), without("ssl"), kept(patterns, write=write and not sys.dont_write_bytecode):
        from tui.declaring import declare_for_less

        declare_for_less()
        from tui.app import run
    return run
