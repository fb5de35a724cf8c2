"""What a platform lets us do with what its people say: a card each, enforced where a machine can."""

from enum import StrEnum

from casebook.frozen import frozen


class Leave(StrEnum):
    """What we may do."""

    YES = "yes"
    ASKED = "only when they ask for it"
    NO = "no"


@frozen
class Card:
    """One platform's rules for a company's account, in short; its own terms decide."""

    name: str
    """The platform as people call it."""
    may_match: Leave
    """Whether its accounts may be compared with our customers."""
    may_message: Leave
    """Whether its people may be written to in private."""
    may_quote: Leave
    """Whether their words may be shown elsewhere, such as in a report."""
    keep_deleted: bool = True
    """Whether words may be kept as evidence after their author has taken them back."""
    disclose: str = ""
    """What a company's account must say of itself."""
    note: str = ""
    """What else is to be known, in one sentence."""
    terms: str = ""
    """Where it is written."""

    @property
    def matches(self) -> bool:
        """Whether accounts may be compared without being asked to."""
        return self.may_match is Leave.YES
