"""What was said before in this session, walked with the arrows."""

MOST = 100
"""So many are kept."""


class Past:
    """The lines that were said, the latest last."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._at = 0
        self._typed = ""

    def say(self, said: str) -> None:
        """Keep a line; one that is said again moves to the end."""
        self._said = [*(each for each in self._said if each != said), said][-MOST:]
        self.begin()

    def begin(self) -> None:
        """Stand behind the latest."""
        self._at, self._typed = len(self._said), ""

    def walk(self, by: int, typed: str) -> str:
        """Return the line so many further on.

        Args:
            by: -1 for the one before.
            typed: What stands in the field: it comes back behind the latest line.
        """
        if self._at == len(self._said):
            self._typed = typed
        self._at = min(max(self._at + by, 0), len(self._said))
        return [*self._said, self._typed][self._at]
