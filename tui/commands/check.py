"""`amends check`: is the store sound; one sentence a fault."""

from argparse import Namespace

from casebook.errors import StoreError
from casebook.store.copies import counts_of
from casebook.store.store import Store
from casebook.store.upkeep import check
from desk.settings import Settings
from tui.commands.lines import as_json
from tui.commands.parser import FINE, WORLD
from tui.commands.sizes import in_words
from tui.commands.usual import open_store, settings_of


def run(args: Namespace) -> int:
    """Print what is wrong; the exit code tells whether anything is."""
    settings = settings_of(args)
    faults, counts = _looked(settings)
    if args.json:
        place = str(settings.store)
        print(as_json({"store": place, "sound": not faults, "faults": faults, "counts": counts}))
    elif faults:
        print("\n".join(faults))
    elif counts:
        print(f"{settings.store}: sound; {in_words(counts)}")
    else:
        print(f"{settings.store}: there is no store yet")
    return WORLD if faults else FINE


def _looked(settings: Settings) -> tuple[list[str], dict[str, int]]:
    """Return the faults and how much there is; a store that cannot be opened is a fault."""
    if not settings.store.exists():
        return [], {}
    try:
        with open_store(settings) as store:
            return check(store), _counts(store)
    except StoreError as error:
        return [str(error)], {}


def _counts(store: Store) -> dict[str, int]:
    with store.engine.connections.asking() as connection:
        return counts_of(connection)
