"""Keys of a widget that has nothing but bindings: done where they come in, past the queues of messages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from tui.themes import PaintedApp
from tui.widgets.by_bindings import ByBindings

R = TypeVar("R")

Bound = Mapping[str, Sequence[tuple[str, DOMNode]]]
"""By key: the actions it is bound to, and on what; the first of them that can be done is done."""


class BoundApp(PaintedApp[R], inherit_bindings=False):
    """An app that knows which keys are bound for who has the focus, as long as they stay the same."""

    _bound: tuple[Screen[object], Widget, Bound] | None = None

    async def do_bound(self, event: events.Key) -> bool:
        """Do what a key is bound to, where the focus hears keys only by bindings.

        Returns:
            Whether it is done; if not, the key has to go its usual way.
        """
        here = self.focused
        if not isinstance(here, ByBindings) or not self.app_focus or self.screen.maximized:
            return False
        for action, namespace in self._bound_for(here).get(event.key, ()):
            if await self.run_action(action, namespace):
                return True
        return False

    def refresh_bindings(self) -> None:
        """Look keys up again: they may have become others."""
        self._bound = None
        super().refresh_bindings()

    def _bound_for(self, here: Widget) -> Bound:
        screen = self.screen
        if self._bound is None or self._bound[:2] != (screen, here):
            self._bound = screen, here, _looked_up(screen)
        return self._bound[2]


def _looked_up(screen: Screen[object]) -> Bound:
    """Return what keys are bound to, in Textual's order: priority from the top down, the rest going up."""
    found: dict[str, list[tuple[str, DOMNode]]] = {}
    for namespace, binding, key in _in_order(screen):
        found.setdefault(key, []).append((binding.action, namespace))
    return found


def _in_order(screen: Screen[object]) -> Iterator[tuple[DOMNode, Binding, str]]:
    chains = (True, [*reversed(screen._binding_chain)]), (False, screen._modal_binding_chain)
    for priority, chain in chains:
        for namespace, bindings in chain:
            for key, bound in bindings.key_to_bindings.items():
                yield from ((namespace, each, key) for each in bound if each.priority is priority)
