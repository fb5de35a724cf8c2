"""What can be wrong with a query."""

from casebook.errors import CasebookError


class QueryError(CasebookError):
    """A query says what cannot be meant; `str` is fit to show, and says where."""

    def __init__(self, say: str, at: int, end: int) -> None:
        """Keep what is wrong and where.

        Args:
            say: What is wrong, in words.
            at: Where it begins, in characters from 0.
            end: Where it ends.
        """
        super().__init__(f"{say} (at {at + 1})")
        self.say = say
        self.at = at
        self.end = end


class Unfit(Exception):
    """A value does not fit its field; `QueryError` tells of it where it stands."""

    def __init__(self, say: str, *, unfinished: bool = False) -> None:
        super().__init__(say)
        self.unfinished = unfinished
        """Whether more letters may still make it right."""
