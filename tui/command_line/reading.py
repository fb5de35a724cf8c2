"""What was typed behind `:`, read: which command is meant, and what it may become."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from casebook.frozen import frozen
from casebook.query.completion import agreed
from desk.errors import ONLY_LOOKS
from tui.command_line.command import Command, Deed, NotMeant, Seat


@frozen
class Known:
    """What can be said now."""

    keys: Sequence[Command]
    """By the live bindings."""
    worded: Sequence[Command]
    """Those that take words."""
    refused: frozenset[str] = frozenset()
    """Names that are known, but change something where one only looks."""

    def meant(self, name: str, words: str) -> Command | None:
        """Return the command of that name, or None; without words the key of a name comes first."""
        both = (*self.worded, *self.keys) if words else (*self.keys, *self.worded)
        named = [each for each in both if each.name == name]
        other = [each for each in both if name in each.also]
        return next(iter([*named, *other]), None)

    def takes(self, command: Command) -> str:
        """Return what words go behind a name; in brackets where it is a key's that needs none."""
        if command in self.worded:
            return command.takes
        more = next((each.takes for each in self.worded if each.name == command.name), "")
        return f"[{more}]" if more else ""

    def names(self) -> list[str]:
        """Return the names, those that take words first."""
        return list(dict.fromkeys(each.name for each in (*self.worded, *self.keys)))

    def begun(self, start: str) -> list[str]:
        """Return the names that begin so; where none does, the other names."""
        also = (name for each in (*self.worded, *self.keys) for name in each.also)
        named = [each for each in self.names() if each.startswith(start)]
        return named or [each for each in dict.fromkeys(also) if each.startswith(start)]


def parted(said: str) -> tuple[str, str]:
    """Return the name that was typed, and the words behind it; a colon before it is let pass."""
    name, _, words = said.lstrip(" :").partition(" ")
    return name.casefold(), words.lstrip()


def understood(said: str, known: Known, seat: Seat) -> Deed:
    """Return what is to be done.

    Raises:
        NotMeant: There is no such command here, or its words make no sense.
    """
    name, words = parted(said)
    command = known.meant(name, words.strip())
    if command is None:
        raise NotMeant(ONLY_LOOKS if name in known.refused else _unknown(name, known))
    return command.ready(seat, words.strip())


def offered(said: str, known: Known, seat: Seat) -> list[str]:
    """Return all that the line may become, as whole lines."""
    name, words = parted(said)
    if " " not in said.lstrip(" :"):
        return known.begun(name)
    command = known.meant(name, words or " ")
    return [f"{name} {each}" for each in command.offers(seat, words)] if command else []


def completed(said: str, offers: Sequence[str]) -> str:
    """Return the line as far as all offers agree; where there is only one, it is done."""
    if not offers:
        return said
    done = "" if len(offers) > 1 or offers[0].endswith(":") else " "
    longer = agreed(offers) + done
    return longer if len(longer) > len(said.lstrip(" :")) else said


def endings(said: str, offers: Sequence[str]) -> Iterator[str]:
    """Yield of each offer what is new in it: its last word, with what stands before it left out."""
    name, words = parted(said)
    known = 0 if " " not in said.lstrip(" :") else len(name) + 1 + words.rfind(" ") + 1
    yield from (each[known:] for each in offers)


def _unknown(name: str, known: Known) -> str:
    close = get_close_matches(name, known.names(), n=1, cutoff=0.5)
    said = f'":{name:.24}" is no command here'
    return f"{said}; did you mean :{close[0]}?" if close else f"{said}; an empty line shows what is"
