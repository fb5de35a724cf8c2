"""The line below the header of every screen while there is a storm; otherwise it takes no room."""

from textual.content import Content

from desk.storm_room import Banner
from tui.hints import hints_of
from tui.rows import joined, words
from tui.storm_text import banner_words
from tui.widgets.lines import Line


class StormLine(Line):
    """Words and a sign; its colour says no more than they do."""

    _banner: Banner | None = None

    def show(self, banner: Banner | None) -> None:
        """Show the storm, or that there is none."""
        if banner == self._banner:
            return
        self._banner = banner
        self.set_class(banner is not None, "-on")
        self._say()

    def on_resize(self) -> None:
        """Fit to the new size."""
        self._say()

    def _say(self) -> None:
        if self._banner is None:
            return
        said = words(banner_words(self._banner), "bold $notice")
        full = self._opens(" · {app.storm} opens the storm room")
        fits = said.cell_length + full.cell_length <= self.app.size.width - 2
        self.say(joined([said, full if fits else self._opens(" · {app.storm} opens it")]))

    def _opens(self, hint: str) -> Content:
        return hints_of(self).words(hint, "$notice")
