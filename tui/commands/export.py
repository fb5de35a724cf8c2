"""`amends export DIR`: everything as plain files that other programs read."""

from argparse import Namespace

from casebook.errors import StoreError
from casebook.store.export import export
from tui.commands.parser import FINE
from tui.commands.usual import open_store, settings_of


def run(args: Namespace) -> int:
    """Write the files."""
    settings = settings_of(args)
    if not settings.store.exists():
        raise StoreError(f"{settings.store}: there is no store yet, so there is nothing to export")
    with open_store(settings) as store:
        done = export(store, args.folder.expanduser())
    *mentions, last = done.files[1:] or ("no file of mentions",)
    through = f"{mentions[0]} to {last}" if mentions else last
    print(f"{done.folder}: {done.mentions:,} mentions and all casework, in {done.files[0]} and {through}")
    return FINE
