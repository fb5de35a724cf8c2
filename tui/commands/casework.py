"""`amends import casework DIR`: an export, into an empty store; all of it or nothing."""

from argparse import Namespace

from casebook.clock import utc_now
from casebook.errors import Unsound
from casebook.store.bring import bring
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain, tell
from tui.commands.sizes import copied
from tui.commands.usual import settings_of, writing


def run(args: Namespace) -> int:
    """Bring it in; where something does not fit, say what, and change nothing."""
    settings = writing(settings_of(args))
    try:
        done = bring(args.folder.expanduser(), settings.store, utc_now(), tell)
    except Unsound as error:
        for fault in error.faults:
            complain(fault, WORLD)
        return complain(f"{args.folder}: does not fit together; nothing was changed", WORLD)
    print(f"{settings.store}: {copied(done.copy)}, from {args.folder}")
    return FINE
