"""`amends restore FILE`: a backup in the store's place; what stood there is kept beside it."""

from argparse import Namespace

from casebook.clock import utc_now
from casebook.errors import Unsound
from casebook.store.restore import restore
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain
from tui.commands.sizes import copied
from tui.commands.usual import settings_of, writing


def run(args: Namespace) -> int:
    """Restore; where the check finds faults, say them and change nothing."""
    settings = writing(settings_of(args))
    try:
        done = restore(args.file.expanduser(), settings.store, utc_now(), unsound=args.force)
    except Unsound as error:
        for fault in error.faults:
            complain(fault, WORLD)
        return complain(f"{args.file}: has faults; nothing was changed. --force brings it in as it is", WORLD)
    print(f"{settings.store}: {copied(done.copy)}, from {args.file}")
    if done.kept is not None:
        print(f"the store that stood there is kept: {done.kept}")
    return FINE
