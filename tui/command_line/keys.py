"""Every act that has a key on the screen in front, as a command by its name: made from the live bindings."""

from collections.abc import Iterable, Iterator

from tui.command_line.command import Command, Deed, NotMeant, Ready, Seat
from tui.help_text import MOVES
from tui.keys import Shown, shown_keys
from tui.screens.base import DeskScreen

ITSELF = "app.command"


def pressed(screen: DeskScreen, taken: Iterable[str] = ()) -> list[Command]:
    """Return them, what acts before what only moves.

    Args:
        screen: The screen in front.
        taken: Names that are not theirs: such an act, and the later of two of one name, goes by its whole id.
    """
    keys = (each for each in shown_keys(screen) if each.id != ITSELF and not _short(each).isdigit())
    acting_first = sorted(keys, key=lambda each: _short(each).replace("-", "_") in MOVES)
    return list(_named(acting_first, set(taken)))


def refused(screen: DeskScreen) -> frozenset[str]:
    """Return the names of what has a key on the screen, but changes something where one only looks."""
    live = (
        each.binding for each in screen.active_bindings.values() if screen.only_looks(each.binding.action)
    )
    ids = {each.id for each in live if each.id}
    return frozenset([*ids, *(_name(each) for each in ids)])


def _named(keys: Iterable[Shown], taken: set[str]) -> Iterator[Command]:
    for each in keys:
        name = each.id if _short(each) in taken else _short(each)
        taken.add(name)
        what = f"{each.tooltip or each.word} ({each.first})"
        yield Command(name, what, _ready(name, each), also=(each.id, each.word.replace(" ", "-")))


def _short(shown: Shown) -> str:
    return _name(shown.id)


def _name(id_: str) -> str:
    return id_.split(".")[1].replace("_", "-")


def _ready(name: str, shown: Shown) -> Ready:
    def ready(seat: Seat, words: str) -> Deed:
        if words:
            raise NotMeant(f":{name} stands alone, without further words")
        return lambda: seat.front.call_later(seat.front.app.run_action, shown.action, shown.node)

    return ready
