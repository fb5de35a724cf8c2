"""The commands that take words: a new one is an entry of `WORDED`, and a function that understands them."""

from collections.abc import Callable, Iterable, Sequence

from casebook.query.completion import lines
from casebook.query.errors import QueryError
from casebook.query.parser import parse
from casebook.query.values import Asking
from casebook.store.store import Store
from casebook.toml import nearest
from desk.settings import Theme
from desk.shelf import case
from tui.command_line.command import Command, Deed, NotMeant, Seat
from tui.command_line.matter import ON_MATTER
from tui.keys import bindings_of
from tui.messages import CaseWanted, Performed
from tui.screens.go import GoDialog
from tui.screens.going import GoingScreen
from tui.themes import PaintedApp

PLACES = {
    each.id.split(".")[1].replace("_", "-"): each.action.split("'")[1]
    for each in bindings_of(GoDialog)
    if each.id
}
"""The places of the go-to menu by their names."""


def _filter(seat: Seat, words: str) -> Deed:
    try:
        parse(words, Asking(seat.queue.desk.me, seat.queue.desk.clock()))
    except QueryError as error:
        raise NotMeant(str(error)) from None
    return _on_queue(seat, lambda: seat.queue.filter_by(words) if words else seat.queue.action_filter())


def _filter_offers(seat: Seat, words: str) -> Sequence[str]:
    return lines(words)


def _tab(seat: Seat, words: str) -> Deed:
    tabs = seat.queue.tabs
    if tabs.named(words) is None:
        raise NotMeant(f'no tab "{words:.24}"; {nearest(words, tabs.names)}')
    return _on_queue(seat, lambda: seat.queue.go_tab(words))


def _tab_offers(seat: Seat, words: str) -> Sequence[str]:
    return _begun(seat.queue.tabs.names, words)


def _keep(seat: Seat, words: str) -> Deed:
    if why := seat.queue.unkept(words):
        raise NotMeant(why)
    return _on_queue(seat, lambda: seat.queue.keep_view(words))


def _case(seat: Seat, words: str) -> Deed:
    number = words.removeprefix("#")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotMeant("say its number: case 41")

    def show(number: int) -> None:
        seat.front.app.post_message(CaseWanted(number))

    def found(store: Store) -> Performed:
        return Performed("", case(store, int(number)).id, show)

    return lambda: seat.front.look(found, "case wanted")


def _go(seat: Seat, words: str) -> Deed:
    place = PLACES.get(words.casefold().replace("_", "-"))
    if place is None:
        raise NotMeant(f'no place "{words:.24}"; {nearest(words, PLACES)}')
    front = seat.front
    if isinstance(front, GoingScreen):
        return lambda: front.went(place)
    return _on_queue(seat, lambda: seat.queue.went(place))


def _go_offers(seat: Seat, words: str) -> Sequence[str]:
    return _begun(PLACES, words)


def _theme(seat: Seat, words: str) -> Deed:
    app = seat.front.app
    if words not in set(Theme) or not isinstance(app, PaintedApp):
        raise NotMeant(f'no theme "{words:.24}"; {nearest(words, Theme)}')
    return lambda: app.wear(Theme(words))


def _theme_offers(seat: Seat, words: str) -> Sequence[str]:
    return _begun(Theme, words)


def _quit(seat: Seat, words: str) -> Deed:
    if words:
        raise NotMeant(":quit stands alone, without further words")
    return seat.queue.action_quit_desk


WORDED: tuple[Command, ...] = (
    Command("filter", "narrow the queue by a query", _filter, "QUERY", _filter_offers),
    Command("tab", "show a tab of the queue", _tab, "NAME", _tab_offers),
    Command("keep", "keep the filter in force as a tab, for this session", _keep, "NAME", whole=True),
    Command("case", "open a case by its number", _case, "NUMBER"),
    Command("go", "go to a place", _go, "PLACE", _go_offers),
    *ON_MATTER,
    Command("theme", "wear another look, for this session", _theme, "NAME", _theme_offers),
    Command("quit", "leave amends; drafts are asked about first", _quit, also=("q",)),
)
"""Every command of its own, in the order they are offered."""


def _on_queue(seat: Seat, act: Callable[[], object]) -> Deed:
    """Return a deed that is done with the queue in front."""

    def done() -> None:
        seat.queue.to_queue()
        act()

    return done


def _begun(names: Iterable[str], words: str) -> list[str]:
    return [each for each in names if each.casefold().startswith(words.casefold())]
