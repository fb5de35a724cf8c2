"""Whether a dashboard has ever been read on a store: a tiny file beside it; a welcome is said once."""

from contextlib import suppress
from pathlib import Path


def is_first(store: Path) -> bool:
    """Return whether nobody has been welcomed at this store yet.

    Args:
        store: The database file.
    """
    return not _marker(store).exists()


def welcomed(store: Path) -> None:
    """Remember that somebody has; where nothing can be written, the welcome is said again."""
    with suppress(OSError):
        _marker(store).touch(mode=0o600)


def _marker(store: Path) -> Path:
    return store.with_name(f"{store.name}.welcomed")
