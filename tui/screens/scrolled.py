"""A screen that is one long page, read with the keys that move."""

from textual.containers import VerticalScroll

from tui.screens.going import GoingScreen


class ScrolledScreen(GoingScreen):
    """A subclass lays out a page with the id `page`, and binds the keys."""

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self._page.scroll_relative(y=by, animate=False)

    def action_leap(self, by: int) -> None:
        """Scroll by half a page."""
        self._page.scroll_relative(y=by * max(self._page.size.height // 2, 1), animate=False)

    def action_top(self) -> None:
        """Scroll to the top."""
        self._page.scroll_home(animate=False)

    def action_bottom(self) -> None:
        """Scroll to the bottom."""
        self._page.scroll_end(animate=False)

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one("#page", VerticalScroll)
