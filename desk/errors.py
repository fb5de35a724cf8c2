"""What the desk can refuse; every `str` is a sentence fit to show the responder.

DeskError
├── SettingsError   the settings file says something we cannot follow
├── Missing         no such mention, case or follow-up
├── Refused         the act does not fit how things stand now
├── BadList         a customers file cannot be read at all
└── Taken           another process on this host does this work already
"""

ONLY_LOOKS = "read only: nothing is changed from here"
"""What somebody who only looks is told of every act."""


class DeskError(Exception):
    """The base of all errors of this room."""


class SettingsError(DeskError):
    """The settings cannot be followed; names file, table, key and the nearest known key."""


class Missing(DeskError):
    """There is no such mention, case or follow-up."""


class Refused(DeskError):
    """The act does not fit how things stand now; nothing was changed."""


class BadList(DeskError):
    """A customers file cannot be read at all."""


class Taken(DeskError):
    """Another process on this host does this work already."""
