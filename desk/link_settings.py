"""What the settings say of short links: whether their hosts are asked where they lead."""

from casebook.frozen import frozen
from sources.shorteners import Short, short_among


@frozen
class LinkSettings:
    """The `[links]` table."""

    follow: bool = True
    """Whether hosts of short links are asked where these lead; each learns that we have its link."""
    shorteners: tuple[str, ...] = ()
    """More hosts of short links, such as your own."""

    @property
    def short(self) -> Short:
        """What tells short links."""
        return short_among(self.shorteners)
