"""What the settings say of short links: whether their hosts are asked where they lead."""

from collections.abc import Callable
from importlib import import_module

from casebook.frozen import frozen


@frozen
class LinkSettings:
    """The `[links]` table."""

    follow: bool = True
    """Whether hosts of short links are asked where these lead; each learns that we have its link."""
    shorteners: tuple[str, ...] = ()
    """More hosts of short links, such as your own."""

    @property
    def short(self) -> Callable[[str], bool]:
        """What tells short links; loaded only by whoever needs it, for it asks as well."""
        told: Callable[[str], bool] = import_module("sources.shorteners").short_among(self.shorteners)
        return told
