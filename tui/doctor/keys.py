"""The dashboard itself, as far as it can be looked at without opening it: it loads, and its keys fit."""

from collections.abc import Iterator

from desk.doctor.finding import Finding, ok, wrong
from desk.errors import SettingsError
from desk.settings import Settings
from tui.app import AmendsApp
from tui.keymap import keymap


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield whether the keys the settings wish can be given."""
    try:
        wished = keymap(settings, AmendsApp)
    except SettingsError as error:
        yield wrong("keys", str(error), "put that line right; the dashboard does not start before")
        return
    yield ok("keys", f"{len(wished)} on other keys than ours" if wished else "ours, none changed")
