"""Which tab of the queue is looked at, through which filter: pure, and asked anew at every moment.

A query may speak of now (`since:2d`, `is:overdue`), so lenses are made when the rows are read.
"""

from collections.abc import Mapping
from datetime import datetime

from casebook.query import parser
from casebook.query.values import NOBODY, Asking
from desk.lenses import Lens, all_lenses, filtered, lenses

MOST = 200
"""A view is counted no further."""


class Tabs:
    """The tabs that ship, the saved views, those kept for this session; and the filter in force."""

    def __init__(self, me: str, views: Mapping[str, str]) -> None:
        self._me = me
        self._shipped = [each.name for each in lenses(me)]
        self._views = dict(views)
        self.chosen = 0
        self.filter = ""
        """What narrows the list; empty for nothing."""
        self.typed = ""
        """The same, as it was typed: to be changed."""
        self.typing = False
        """Whether the filter is still being typed."""
        self.storm = NOBODY
        """The query for the members of the storms that are on, as they were last read."""

    @property
    def names(self) -> list[str]:
        """The names in their order."""
        return [*self._shipped, *self._views]

    @property
    def name(self) -> str:
        """The chosen one's."""
        return self.names[self.chosen]

    def turn(self, by: int) -> None:
        """Choose the next or the previous."""
        self.chosen = (self.chosen + by) % len(self.names)

    def named(self, name: str) -> str | None:
        """Return the tab of that name, or the first that begins so; None where there is none."""
        begins = [each for each in self.names if each.casefold().startswith(name.casefold())]
        return name if name in self.names else begins[0] if name and begins else None

    def go(self, name: str) -> bool:
        """Choose one by its name, or by how it begins; returns whether there is one."""
        found = self.named(name)
        if found is not None:
            self.chosen = self.names.index(found)
        return found is not None

    def understand(self, said: str, now: datetime, *, typing: bool, typed: bool = False) -> None:
        """Narrow by what was said.

        Args:
            said: The filter.
            now: When it is asked.
            typing: Whether it is still being typed, so that its last word may go on.
            typed: Whether it was, until now: then its last word still may, and is told so, `refu*`.

        Raises:
            QueryError: It cannot be meant; the filter in force stays.
        """
        asking = self._asking(now)
        meant = parser.as_seen(said, asking) if typed else said
        parser.parse(meant, asking, typing=typing)
        self.filter, self.typed, self.typing = meant.lstrip() if typing else meant.strip(), said, typing

    def keep(self, name: str) -> None:
        """Make the filter in force a tab for this session, and choose it; the filter is off then."""
        self._views[name] = self.filter
        self.filter, self.typed, self.chosen = "", "", self.names.index(name)

    def all(self, now: datetime) -> tuple[Lens, ...]:
        """Return the tabs without the filter, for counting."""
        return all_lenses(self._views, self._asking(now))

    def lens(self, now: datetime) -> Lens:
        """Return what the list shows."""
        chosen = self.all(now)[self.chosen]
        return filtered(chosen, self.filter, self._asking(now), typing=self.typing)

    def _asking(self, now: datetime) -> Asking:
        return Asking(self._me, now, self.storm)

    def is_shown(self, lens: Lens) -> bool:
        """Return whether a lens is still what the list shows."""
        return (lens.name, lens.filter) == (self.name, self.filter)
