"""Keys that only look or copy, the same on the queue and on a case: why, the customer, the link, copies."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from casebook.mention import KeptMention
from tui.screens.follow_ups import FollowUpsScreen
from tui.screens.go import GoDialog
from tui.screens.history import HistoryScreen
from tui.screens.joining import JoiningScreen
from tui.screens.link import LinkDialog
from tui.screens.mutes import MutesScreen
from tui.screens.promises import PromisesScreen
from tui.screens.sources import SourcesScreen
from tui.screens.why import WhyDialog


class LookingScreen(JoiningScreen):
    """A screen with a matter in front, which can be looked at from all sides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "history", "history", id="case.history", tooltip="what we have had with this customer"),
        Binding("w", "why", "why", id="queue.why", tooltip="why it stands where it stands"),
        Binding("o", "link", "show the link", id="mention.link", show=False),
        Binding("y", "copy_text", "copy the text", id="mention.copy_text", show=False),
        Binding("Y", "copy_link", "copy the link", id="mention.copy_link", show=False),
        Binding("g", "go", "go to …", id="app.go", show=False),
    ]

    def action_history(self) -> None:
        """Show the customer's history."""
        self.with_matter(lambda kept: self.app.push_screen(HistoryScreen(self.desk, kept)))

    def action_why(self) -> None:
        """Show the sum behind the priority."""
        self.with_matter(lambda kept: self.app.push_screen(WhyDialog(kept)))

    def action_link(self) -> None:
        """Show the address in full; there is no browser at this end of the line."""
        self._with_link(self._show_link)

    def action_copy_text(self) -> None:
        """Copy the mention's words."""
        self.with_matter(lambda kept: self.copy(kept.mention.text or kept.mention.title or ""))

    def action_copy_link(self) -> None:
        """Copy the mention's address."""
        self._with_link(self.copy)

    def action_go(self) -> None:
        """Ask where to go."""
        self.app.push_screen(GoDialog(), self.went)

    def went(self, place: str | None) -> None:
        """Go to a place of the go-to menu."""
        if place == "sources":
            self.app.push_screen(SourcesScreen(self.desk))
        elif place == "follow_ups":
            self.app.push_screen(FollowUpsScreen(self.desk))
        elif place == "promises":
            self.app.push_screen(PromisesScreen(self.desk))
        elif place == "mutes":
            self.app.push_screen(MutesScreen(self.desk))
        elif place == "queue":
            self.to_queue()

    def to_queue(self) -> None:
        """Go back to the queue, from wherever this screen stands."""
        while len(self.app.screen_stack) > 2:
            self.app.pop_screen()

    def _with_link(self, act: Callable[[str], Any]) -> None:
        def follow(kept: KeptMention) -> None:
            if kept.mention.url is None:
                self.say("it has no link")
            else:
                act(kept.mention.url)

        self.with_matter(follow)

    def _show_link(self, url: str) -> None:
        def answered(wanted: bool | None) -> None:
            if wanted:
                self.copy(url)

        self.app.push_screen(LinkDialog(url), answered)
