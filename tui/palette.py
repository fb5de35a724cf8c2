"""The palette: the live bindings of the screen in front, searched by words."""

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.keys import Shown, shown_keys


class KeyCommands(Provider):
    """Offers every act that has a key here."""

    async def discover(self) -> Hits:
        """Yield all of them before anything is typed."""
        for each in shown_keys(self.screen):
            yield DiscoveryHit(self._title(each), lambda each=each: self._run(each), help=each.id)

    async def search(self, query: str) -> Hits:
        """Yield those that match the words typed."""
        matcher = self.matcher(query)
        for each in shown_keys(self.screen):
            title = self._title(each)
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), lambda each=each: self._run(each), help=each.id)

    def _title(self, shown: Shown) -> str:
        return f"{shown.word}  ({shown.keys})"

    async def _run(self, shown: Shown) -> None:
        await self.app.run_action(shown.action, shown.node)
