"""The storm room: why it is one, who is in it, what to do, and whether it changes anything (rules J7, J8)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from casebook.case import Case
from casebook.mention import KeptMention
from casebook.store.store import Store
from casebook.storm import Storm
from desk import opening, storms
from desk.bulk import Outcome
from desk.storm_room import MEMBERS, Room, room_of
from tui.keys import CHANGES
from tui.messages import CaseWanted, Listed
from tui.queue_row import cells, columns
from tui.rows import fitted, joined, words
from tui.screens.listing import ListingScreen
from tui.storm_text import SIGN, changes, crowd, named, plan_lines, reason, standing, umbrella, umbrella_key
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, Lines
from tui.widgets.storm_line import StormLine

_TALL = 32
"""Lines of a window from which on the plan is shown without being asked for."""
_FRAME, _CASE = 10, 6
"""Cells the pointer and the frame take of a line, and the number of a case."""


class Members(list[KeptMention]):
    """The members that are listed, with the room they were read for."""

    def __init__(self, room: Room, among: Iterable[KeptMention]) -> None:
        super().__init__(among)
        self.room = room


class StormScreen(ListingScreen):
    """One member a line, the newest first; above them all that is known of the storm."""

    nothing = "Nobody is in it."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left,q", "app.pop_screen", "back", id="storm.back"),
        Binding("j,down", "move(1)", "down", id="storm.down", show=False),
        Binding("k,up", "move(-1)", "up", id="storm.up", show=False),
        Binding("enter,l,right", "open", "open", id="storm.open", tooltip="the case of this member"),
        Binding(
            "a",
            "umbrella",
            "its case",
            id="storm.umbrella",
            group=CHANGES,
            tooltip="open it here, or claim it",
        ),
        Binding(
            "ampersand",
            "shelter",
            "put to it",
            id="storm.shelter",
            group=CHANGES,
            tooltip="this member",
        ),
        Binding(
            "asterisk",
            "shelter_all",
            "put all shown to it",
            id="storm.shelter_all",
            group=CHANGES,
            show=False,
        ),
        Binding("c", "case", "show its case", id="storm.case", show=False),
        Binding("b", "hold", "hold replies", id="storm.hold", group=CHANGES, tooltip="or let them go again"),
        Binding("p", "plan", "plan", id="storm.plan"),
        Binding(
            "o", "order", "order", id="storm.order", show=False, tooltip="newest first, or what matters most"
        ),
        Binding("n", "other", "another storm", id="storm.other", show=False),
        Binding("greater_than_sign", "older", "older members", id="storm.older", show=False),
        Binding("less_than_sign", "newer", "newer members", id="storm.newer", show=False),
        Binding("x", "still(False)", "it is over", id="storm.still", group=CHANGES),
        Binding(
            "m",
            "still(True)",
            "it was none",
            id="storm.ordinary",
            group=CHANGES,
            show=False,
            tooltip="its hours count as usual from now on",
        ),
    ]

    _room: Room | None = None
    _wanted: int | None = None
    """The storm to show; None: the newest that is on, else the last."""
    _behind: tuple[tuple[int, int], ...] = ()
    """Behind which members those begin that are listed, and those of each page before; empty: the newest."""
    _by_weight = False
    _planned: bool | None = None
    """Whether the plan is shown; None: where the window has room."""

    def compose(self) -> ComposeResult:
        """Lay out what is known, the plan, the members and the keys."""
        yield HeaderBar(id="header")
        yield StormLine(id="storm")
        yield Line(id="next")
        yield Lines(id="storm-told")
        yield Lines(id="storm-plan")
        with VerticalScroll(id="page", can_focus=False):
            yield Static("", id="owed", markup=False)
        yield KeyBar(id="keys")

    def rows(self, store: Store, now: datetime) -> Sequence[Any]:
        """Read the room."""
        behind = self._behind[-1] if self._behind else None
        room = room_of(store, self.desk.playbook, now, self._wanted, behind)
        among = sorted(room.members, key=_weight) if self._by_weight else room.members
        return Members(room, among)

    def line(self, row: Any, now: datetime) -> Content:
        """Return a member as the queue shows it, with its case before it."""
        shape = columns(max(self.size.width - _FRAME - _CASE, 30))
        case = fitted(f"#{row.case}" if row.case else "", _CASE)
        return words(case + "".join(text for text, _ in cells(replace(row, case=None), shape, now)).rstrip())

    def listed(self, event: Listed) -> None:
        """Say what is known of the storm."""
        if not isinstance(event.rows, Members):
            return
        room = self._room = event.rows.room
        self.query_one("#next", Line).say(self._head(room, event.now))
        self.query_one("#storm-told", Lines).say(self._told(room, event.now))
        plan = self.query_one("#storm-plan", Lines)
        plan.display = room.storm is not None and self._shows_plan
        plan.say(words("\n".join(plan_lines(self.desk.playbook))))

    def _head(self, room: Room, now: datetime) -> Content:
        if room.storm is None:
            return words("No storm: what was said in the last day", "bold")
        more = f" · {len(room.others)} more" if room.others else ""
        said = f"{SIGN} storm: {named(room.storm.stream)} · {standing(room.storm, now)}{more}"
        return words(said, "bold $notice" if room.storm.over_at is None else "bold")

    def _told(self, room: Room, now: datetime) -> Content:
        lines = [*self._why(room, now), *(words(each) for each in changes(room, self._room_for))]
        return joined(lines, "\n")

    def _why(self, room: Room, now: datetime) -> Iterable[Content]:
        storm = room.storm
        if storm is None:
            return
        yield words(f"raised for {reason(storm.stream, storm.figures, storm.raised_at)}")
        yield joined([words(crowd(room)), self.hints.words(self._which(room))])
        keys = f" · {{storm.umbrella}} {umbrella_key(room, self.desk.me)}"
        yield joined([words(umbrella(room)), self.hints.words(keys)])

    def _which(self, room: Room) -> str:
        """Return which members are listed, with the keys to the others; nothing where it is all of them."""
        first = len(self._behind) * MEMBERS
        keys = [*["{storm.newer} newer"] * bool(first), *["{storm.older} older"] * (room.older is not None)]
        told = f" · members {first + 1}–{first + len(room.members)}: {', '.join(keys)}"
        return told if keys else ""

    @property
    def _room_for(self) -> int:
        return self.size.width - 2

    @property
    def _shows_plan(self) -> bool:
        return self.size.height >= _TALL if self._planned is None else self._planned

    def action_plan(self) -> None:
        """Show the plan, or put it away."""
        self._planned = not self._shows_plan
        self.read_rows()

    def action_order(self) -> None:
        """List the newest first, or what matters most."""
        self._by_weight = not self._by_weight
        self.say("first what matters most" if self._by_weight else "the newest first")
        self.read_rows()

    def action_older(self) -> None:
        """List the members behind those that are listed."""
        if self._room is None or self._room.older is None:
            self.say("there are no older ones")
        elif self._room.older not in self._behind:  # that page is being read
            self._turn((*self._behind, self._room.older))

    def action_newer(self) -> None:
        """List the members before those that are listed; before the first stand those that come in."""
        if self._behind:
            self._turn(self._behind[:-1])
        else:
            self.say("these are the newest")

    def _turn(self, behind: tuple[tuple[int, int], ...]) -> None:
        self._behind, self._selected = behind, None
        self.read_rows()

    def action_other(self) -> None:
        """Show the next storm that is on."""
        if self._room is None or not self._room.others:
            self.say("there is no other storm")
            return
        known = sorted(each.id for each in (*self._room.others, *filter(None, [self._room.storm])))
        at = known.index(self._room.storm.id) if self._room.storm else -1
        self._wanted = known[(at + 1) % len(known)]
        self._turn(())

    def action_open(self) -> None:
        """Show the case of the selected member; one is opened where it has none."""
        if (row := self.in_hand()) is None:
            return
        if row.case is not None:
            self.app.post_message(CaseWanted(row.case))
        else:
            self.perform("", opening.open_case, self.desk.playbook, row.id, then=self._show_case)

    def action_case(self) -> None:
        """Show the storm's own case."""
        if self._case is None:
            self.say(self.hints.say("it has no case yet: {storm.umbrella} opens one on a member"))
        else:
            self._show_case(self._case.id)

    def action_umbrella(self) -> None:
        """Open the storm's case on the selected member, or claim it."""
        if self._case is not None:
            done = f"the storm's case claimed for {self.desk.playbook.claim_minutes} minutes"
            self.perform(done, opening.claim, self.desk.playbook, self._case.id)
        else:
            self._shelter("the storm's case is open and yours; {desk.undo} takes it back")

    def action_shelter(self) -> None:
        """Put the selected member to the storm's case."""
        self._shelter("put to the storm's case; {desk.undo} takes it back")

    def action_shelter_all(self) -> None:
        """Put all members that are listed to the storm's case, in one act."""
        if (storm := self._storm) is None:
            return
        numbers = [row.id for row in self._rows]
        done = self.hints.say("; {desk.undo} takes all of it back")

        def told(outcome: Outcome) -> None:
            self.say(outcome.say("put to the storm's case:") + done)

        self.perform("", storms.shelter_all, storm.id, numbers, self.desk.playbook, then=told)

    def action_hold(self) -> None:
        """Have ordinary replies to its members wait for the one answer, or wait no more."""

        def told(held: bool) -> None:
            self.say("ordinary replies wait: who writes one is told" if held else "replies wait no more")

        if (storm := self._storm) is not None:
            self.perform("", storms.hold, storm.id, then=told)

    def action_still(self, ordinary: bool) -> None:
        """Say that it is over, or was none."""
        if (storm := self._storm) is not None:
            what = "noted: as usual, and counted so" if ordinary else "noted: it is over"
            done = self.hints.say("{what}; {desk.undo} takes it back", what=what)
            self.perform(done, storms.still, storm.id, ordinary=ordinary)

    def _shelter(self, done: str) -> None:
        if (storm := self._storm) is not None and (row := self.in_hand()) is not None:
            self.perform(self.hints.say(done), storms.shelter, storm.id, row.id, self.desk.playbook)

    def _show_case(self, case: int) -> None:
        self.app.post_message(CaseWanted(case))

    @property
    def _case(self) -> Case | None:
        return self._room.case if self._room else None

    @property
    def _storm(self) -> Storm | None:
        """The storm in front; it is said where there is none."""
        storm = self._room.storm if self._room else None
        if storm is None:
            self.say("there is no storm")
        return storm


def _weight(kept: KeptMention) -> tuple[int, int]:
    """Return what sorts members by what matters: priority first, then reach."""
    return kept.priority or 9, -(kept.mention.author_reach or 0)
