"""By what the waiting rows were judged last, and how far that has come."""

from casebook.frozen import frozen


@frozen
class Judging:
    """By which lessons and rules what waits has been judged anew; there is one."""

    id: int
    lessons: tuple[int, int, int] = (0, 0, 0)
    """What changes whenever lessons do, as it was then."""
    rules: str | None = None
    """What changes whenever the playbook's rules and weights do; None: nobody has said."""
    waiting: tuple[int, ...] = ()
    """Mentions that are still to be judged, in their order."""
    upto: int = 0
    """The newest mention that was there when they were listed."""
    higher: int = 0
    """How many rows have become more urgent by it, ever."""
    lower: int = 0
    alike: int = 0
    """How many are as urgent as before, and something else of their verdict is another."""
