"""Sentences that name keys, filled with the keys that are live: no sentence knows a key by itself.

A text names an act by the id of its binding, "{case.claim} to claim it", and several keys pressed one after
another by several ids, "{app.go go.sources} shows why". Other values stand under a name without a dot,
"{owner} has it", and are taken as they are, whatever they hold.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from textual.content import Content
from textual.dom import DOMNode

from casebook.frozen import frozen
from playbooks.next_step import Step
from tui.clauses import NAMED, without
from tui.keymap import split
from tui.keys import CHANGES, declared, sign
from tui.rows import joined, words

_NEEDED_FOR_IT = "queue.open"
"""It changes something only where there is no case yet, which is what hints name it for."""


@frozen
class Hints:
    """The first live key of every act, as people write it."""

    wanted: Mapping[str, str]
    """The `[keys]` table: other keys than are declared, by the id of the binding."""
    only_looks: bool = False
    """Whether nothing can be changed here: then no clause names what would."""

    def say(self, text: str, **about: str) -> str:
        """Return a hint with its keys and values in place."""
        return "".join(said for said, _ in self._parts(text, about))

    def words(self, text: str, style: str = "", **about: str) -> Content:
        """Return a hint to paint, its keys in the colour of keys."""
        parts = self._parts(text, about)
        return joined([words(said, "bold $key" if is_key else style) for said, is_key in parts])

    def step(self, step: Step) -> Content:
        """Return the next step of a matter to paint, behind the word that says it is one."""
        said = step.idle if self.only_looks and step.idle else step.say
        return joined([words("Next  " if said else "", "bold $key"), self.words(said, **step.about)])

    def keys(self, ids: str) -> str:
        """Return the keys of acts that are done one after another: "t", "g s", "gg"."""
        signs = [self._sign(each) for each in ids.split(" ")]
        return "".join(signs) if len(set(signs)) == 1 else " ".join(signs)

    def _sign(self, id_: str) -> str:
        binding = declared(id_)
        return f"({id_})" if binding is None else _first(self.wanted.get(id_, binding.key))

    def _parts(self, text: str, about: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
        """Yield what is said piece by piece, and whether it is a key."""
        for index, piece in enumerate(NAMED.split(without(text, _changes) if self.only_looks else text)):
            if index % 2 == 0:
                yield piece, False
            elif "." in piece:
                yield self.keys(piece), True
            else:
                yield about[piece], False


class Hinting:
    """An app that knows which keys the responder has chosen."""

    hints: Hints


def _changes(id_: str) -> bool:
    binding = declared(id_)
    return id_ == _NEEDED_FOR_IT or (binding is not None and binding.group == CHANGES)


def hints(wanted: Mapping[str, str] | None = None, *, only_looks: bool = False) -> Hints:
    """Return the hints for keys as they come.

    Args:
        wanted: What the `[keys]` table wants instead.
        only_looks: Whether nothing can be changed: then no hint names what would.
    """
    return Hints(wanted or {}, only_looks)


def hints_of(node: DOMNode) -> Hints:
    """Return the hints of the app a node is in."""
    app = node.app
    return app.hints if isinstance(app, Hinting) else hints()


@cache
def _first(keys: str) -> str:
    """Return the first of some keys as people write it, e.g. "⏎" of "enter,l"."""
    return sign(split(keys)[0])
