"""A short link that says nothing of where it leads, and what its host said of that."""

from datetime import datetime

from casebook.frozen import frozen


@frozen
class Redirect:
    """One short link; each is asked once, whoever posts it."""

    id: int
    link: str
    """As `canonical` has it: the page of the mentions that bear it."""
    url: str
    """As it was posted."""
    at: datetime
    """When we first saw it."""
    waiting: bool | None = True
    """Whether it is still to be asked; None once it is answered or given up."""
    to: str | None = None
    """Where it leads."""
    tries: int = 0
    again_at: datetime | None = None
    """When it is tried again, where nobody answered."""
