"""Loading what paints: Textual and the dashboard, for less than they would be loaded by themselves."""

from collections.abc import Callable

from casebook.sparing import without
from desk.settings import Settings
from tui.commands.loading import loading

UNUSED = ("ssl", "bz2", "lzma")
"""What asyncio and shutil load if it is there: the dashboard talks to no network and packs no archive."""


def dashboard() -> Callable[[Settings], int]:
    """Return what opens the dashboard; see `tui.app.run`."""
    with loading(), without(*UNUSED):
        from tui.declaring import declare_for_less

        declare_for_less()
        from tui.app import run
    return run
