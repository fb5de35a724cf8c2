"""What can go wrong in a playbook; every `str` is fit to show the responder.

PlaybookError
└── Holes               a template still has empty fields
"""


class PlaybookError(Exception):
    """A playbook's files do not fit; the message names the file, the table and the key."""


class Holes(PlaybookError):
    """A template was to be filled while some of its fields stand empty."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"still empty: {', '.join(names)}")
        self.names = names
        """The empty fields, in the order they are asked."""
