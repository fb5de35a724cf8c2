"""The three places that tell of one mention: the pane, the line of the next step, and the strip."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from textual.geometry import Size

from casebook.case import Case, Promise
from casebook.frozen import frozen
from casebook.mention import KeptMention
from desk.desk import Desk
from desk.presence import Beside
from playbooks.next_step import Step
from tui.aside import next_words
from tui.hints import hints_of
from tui.matter import Matter
from tui.rows import minute
from tui.widgets.case_strip import CaseStrip
from tui.widgets.lines import Line, Wrapped
from tui.widgets.reading_pane import ReadingPane

Room = tuple[datetime, Size, Size, Size]
"""The minute, and how large each of the three is."""


@frozen
class Composed:
    """All that is told of a mention, wrapped and drawn for the room there is."""

    by: tuple[Matter | None, Room, Mapping[int, Beside]]
    """All that decides it."""
    page: Wrapped
    step: Wrapped
    strip: Wrapped


class Panes:
    """Tells of mentions: from the record, or as it was composed before anybody moved there."""

    most = 30
    """Mentions that are kept composed."""

    def __init__(self, desk: Desk, page: ReadingPane, step: Line, strip: CaseStrip) -> None:
        self.page, self.step, self.strip = page, step, strip
        self._desk = desk
        self._composed: dict[int | None, Composed] = {}

    def forget(self) -> None:
        """Keep nothing composed any more."""
        self._composed.clear()

    def is_composed(self, matter: Matter, room: Room) -> bool:
        """Return whether a mention could be told as it was composed; `room` is what there is now."""
        return self._known(matter, room) is not None

    def compose(self, matter: Matter | None, now: datetime) -> Composed:
        """Compose what is told of a mention that is shown, or may soon be."""
        step = Step("") if matter is None else next_words(matter, now, self._desk.me)
        found = Composed(
            (matter, self.room(now), self.strip.others),
            self.page.wrap_ahead(self.page.words_for(matter, step, now)),
            self.step.wrap_ahead(hints_of(self.step).step(step)),
            self.strip.wrap_ahead(self.strip.words_for(*_case_of(matter), now)),
        )
        if len(self._composed) >= self.most:
            self._composed.clear()
        self._composed[_id(matter)] = found
        return found

    def tell(self, matter: Matter | None, now: datetime) -> None:
        """Tell of a mention as it is now, or of none."""
        said = self._known(matter, self.room(now)) or self.compose(matter, now)
        self.page.show(_id(matter), said.page)
        self.step.say(said.step)
        self.strip.show(*_case_of(matter), now, said.strip)

    def room(self, now: datetime) -> Room:
        """Return all that decides how any mention is told, but for what others do at its case."""
        return minute(now), self.page.size, self.step.size, self.strip.size

    def _known(self, matter: Matter | None, room: Room) -> Composed | None:
        known = self._composed.get(_id(matter))
        by = matter, room, self.strip.others
        return known if known is not None and known.by == by else None


def _id(matter: Matter | None) -> int | None:
    return None if matter is None else matter.kept.id


def _case_of(matter: Matter | None) -> tuple[KeptMention | None, Case | None, Sequence[Promise]]:
    return (None, None, ()) if matter is None else (matter.kept, matter.case, matter.owed)
