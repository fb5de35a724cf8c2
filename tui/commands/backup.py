"""`amends backup FILE`: the store as it is now, in one file that was opened and looked at."""

from argparse import Namespace

from casebook.errors import StoreError, Unsound
from casebook.store.backup import backup
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain
from tui.commands.sizes import copied
from tui.commands.usual import open_store, settings_of


def run(args: Namespace) -> int:
    """Make the backup."""
    settings = settings_of(args)
    if not settings.store.exists():
        raise StoreError(f"{settings.store}: there is no store yet, so there is nothing to back up")
    with open_store(settings) as store:
        try:
            made = backup(store, args.file.expanduser(), over=args.force)
        except Unsound as error:
            return complain(f"no backup was made: {'; '.join(error.faults)}", WORLD)
    print(f"{made.place}: {copied(made)}; it was opened again and is whole")
    return FINE
