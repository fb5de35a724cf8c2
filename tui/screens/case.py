"""One case: the thread, the customer's history, what is owed, what was done, and the four clocks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll

from casebook.case import Case, Promise
from casebook.kinds import CaseStatus
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import engaging
from desk.bulk import Outcome
from desk.cards import card_of
from desk.desk import Desk
from desk.errors import Missing
from desk.gone import what_became
from desk.lanes import is_echo
from desk.presence import Beside
from desk.timeline import words_of
from desk.views import CaseView, case_view, history
from playbooks.wants import wish_of
from tui.aside import next_words
from tui.case_text import beside, thread
from tui.matter import read_matter
from tui.messages import CaseGone, CaseRead, Changed
from tui.screens.looking import LookingScreen
from tui.screens.scrolled import ScrolledScreen
from tui.widgets.ask_line import AskLine
from tui.widgets.case_strip import CaseStrip
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Lines
from tui.widgets.storm_line import StormLine


class CaseScreen(ScrolledScreen, LookingScreen):
    """Everything about one case, to be read with j and k, and acted on with single keys."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left,q", "app.pop_screen", "back", id="case.back"),
        Binding("j,down", "scroll(1)", "down", id="case.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="case.up", show=False),
        Binding("ctrl+d,pagedown", "leap(1)", "half a page down", id="case.half_down", show=False),
        Binding("ctrl+u,pageup", "leap(-1)", "half a page up", id="case.half_up", show=False),
        Binding("G,end", "bottom", "to the bottom", id="case.bottom", show=False),
        Binding("home", "top", "to the top", id="case.top", show=False),
    ]

    def __init__(self, desk: Desk, case: int) -> None:
        super().__init__(desk)
        self.case = case
        self._kept: KeptMention | None = None
        self._case: Case | None = None
        self._owed: Sequence[Promise] = ()
        self._wish = ""
        self._echoes: Sequence[int] = ()

    def compose(self) -> ComposeResult:
        """Lay out the next step, the thread with what stands beside it, the clocks, the keys."""
        yield HeaderBar(id="header")
        yield StormLine(id="storm")
        yield Lines(id="next")
        with VerticalScroll(id="page", can_focus=False), Container(id="columns"):
            yield Lines(id="thread")
            yield Lines(id="beside")
        yield AskLine(id="ask")
        yield CaseStrip(self.desk.playbook, id="strip")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the case; changes come by themselves."""
        self.read_case()

    def matter(self) -> KeptMention | None:
        """Return the mention that stands for the case."""
        return self._kept

    def case_in_front(self) -> Case | None:
        """Return the case as it was last read."""
        return self._case

    def wish_in_front(self) -> str:
        """Return what any voice of the case, as it was last read, says that would put it right."""
        return self._wish

    def sits_at(self) -> int:
        """Return the case."""
        return self.case

    def show_beside(self, at: Mapping[int, Beside]) -> None:
        """Show what others do at this case."""
        self.query_one(CaseStrip).show_beside(at)

    def promises_in_front(self) -> Sequence[Promise]:
        """Return what the case still owes, as it was last read."""
        return self._owed

    @on(Changed)
    def _changed(self) -> None:
        self.read_case()

    def action_resolve(self) -> None:
        """Close the case; where that is done, let the echoes rest that wait for a decision."""
        if self._case is None or self._case.status is not CaseStatus.RESOLVED:
            super().action_resolve()
        elif self._echoes:
            self._decide("let rest", engaging.let_all_rest, self._echoes)
        else:
            self.say(self.hints.say("it is resolved already: {case.reopen} takes it up again"))

    def action_reopen(self) -> None:
        """Take the case up again, its echoes with it; where it is open, take up those alone."""
        if self._echoes and self._case is not None and self._case.status is CaseStatus.OPEN:
            self._decide("taken in", engaging.engage_all, self.desk.playbook, self._echoes)
        else:
            super().action_reopen()

    def _decide(self, done: str, act: Callable[..., Outcome], *args: Any) -> None:
        """Decide about all echoes of the case, and say about how many."""
        back = self.hints.say("; {desk.undo} takes it back")

        def told(outcome: Outcome) -> None:
            self.say(outcome.say(f"echoes {done}:") + back)

        self.perform("", act, *args, then=told)

    def read_case(self) -> None:
        """Read the case with everything that belongs to it."""
        now, me, playbook = self.desk.clock(), self.desk.me, self.desk.playbook

        def read(store: Store) -> CaseRead | CaseGone:
            try:
                view = case_view(store, self.case, me)
            except Missing:
                return CaseGone(what_became(store, self.case, me))
            matter = read_matter(store, view.case.lead, me, playbook, now)
            account = matter.kept.mention.author if matter else None
            return CaseRead(view, matter, history(store, account=account, customer=view.case.customer), now)

        self.look(read, "case")

    @on(CaseRead)
    def _show(self, event: CaseRead) -> None:
        case, matter, now = event.view.case, event.matter, event.now
        if matter is None:
            return
        self._tell_merged(event.view)
        self._kept, self._case, self._owed = matter.kept, case, matter.owed
        self._wish = wish_of(event.view.mentions)
        self._echoes = [each.id for each in event.view.mentions if is_echo(each)]
        step = next_words(matter, now, self.desk.me)
        self.query_one("#next", Lines).say(self.hints.step(step))
        self.query_one("#thread", Lines).say(thread(event.view, now, self.hints, matter.evidence))
        card = card_of(self.desk.settings.heard, matter.kept.mention)
        side = beside(event.view, matter, event.history, now, self.hints, self.desk.playbook, card)
        self.query_one("#beside", Lines).say(side)
        self.query_one(CaseStrip).show(matter.kept, case, matter.owed, now)

    def _tell_merged(self, view: CaseView) -> None:
        """Say it where somebody else has just made the case a part of another."""
        alone = self._case is not None and self._case.merged_into is None
        if alone and view.case.merged_into is not None and view.events[-1].by != self.desk.me:
            self.say(f"{view.events[-1].by} {words_of(view.events[-1])}")

    @on(CaseGone)
    def _gone(self, event: CaseGone) -> None:
        self.lead_back(event.why)
