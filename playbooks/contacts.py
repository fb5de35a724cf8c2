"""The ways customers reach us, as the playbook names them, and what counts as healthy (rule R5)."""

import re
from collections.abc import Mapping
from dataclasses import field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import ContactKind
from casebook.toml import Place, nearest, read, record, shown
from playbooks.errors import PlaybookError

FILE = "contacts.toml"
"""Where they stand in the playbook's folder; a playbook may do without."""
_DAY = 86_400.0
_SHORTEST, _LONGEST = 60.0, 30 * _DAY
"""Seconds between two askings."""
_FEWEST = 5
"""Digits a telephone number has at least."""
_NAME = re.compile(r"\w[\w .\-]{0,39}")
_MAIL = re.compile(r"[^\s@<>\"(),:;]{1,64}@[^\s@<>\"(),:;]+\.[^\s@<>\"(),:;]+")


@frozen
class Contact:
    """One contact point: where it is, how often it is asked, and what counts as healthy."""

    name: str
    kind: ContactKind
    where: str
    """The address of the page, or the mail address."""
    every: float
    """Seconds between two askings while all is well."""
    status: int = 200
    """What the page must answer with."""
    words: tuple[str, ...] = ()
    """What must stand on it; capitals and white space make no difference."""
    not_words: tuple[str, ...] = ()
    """What must not."""
    redirects_to: str = ""
    """Where it must lead in the end; where nothing is said, it may not leave its site."""
    certificate_days: int = 14
    """Days its certificate must still hold; 0: no matter, as long as it holds."""
    field: str = ""
    """The field the customer's words go into; forms alone."""
    sends_to: str = ""
    """The other site the form may send to."""
    number: str = ""
    """The telephone number that must stand on it; digits are compared."""
    test_mail: bool = False
    """Whether the address is tried by a mail with a code, where the settings allow that."""
    test_every: float = 7 * _DAY
    """Seconds between two test mails."""
    prove_within: float = 3 * _DAY
    """Seconds within which the code must have been found."""


@frozen
class _Page:
    url: str
    every: Seconds = 6 * 3600.0
    status: int = 200
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    redirects_to: str = ""
    certificate_days: int = 14


@frozen
class _Form(_Page):
    field: str = field(kw_only=True)
    sends_to: str = ""


@frozen
class _Phone(_Page):
    number: str = field(kw_only=True)


@frozen
class _Mail:
    address: str
    every: Seconds = 6 * 3600.0
    test_mail: bool = False
    test_every: Seconds = 7 * _DAY
    prove_within: Seconds = 3 * _DAY


@frozen
class _Said:
    contacts: Mapping[str, Any] = field(default_factory=dict)


_SAID: Mapping[ContactKind, type[Any]] = {
    ContactKind.PAGE: _Page,
    ContactKind.FORM: _Form,
    ContactKind.PHONE: _Phone,
    ContactKind.MAIL: _Mail,
}
"""What a table of each kind may say."""


def read_contacts(folder: Path) -> tuple[Contact, ...]:
    """Return the contact points of a playbook's folder, in their order; none where it has no such file.

    Raises:
        PlaybookError: The file does not fit; the message names it, the table and the key.
    """
    place = Place(folder / FILE, PlaybookError)
    if not place.file.exists():
        return ()
    tables = read(_Said, place).contacts
    return tuple(_contact(name, table, place.inside("contacts", name)) for name, table in tables.items())


def digits(number: str) -> str:
    """Return the digits of a telephone number, without the (0) some write behind the country's."""
    return "".join(each for each in number.replace("(0)", "") if each.isascii() and each.isdigit())


def _contact(name: str, table: Any, place: Place) -> Contact:
    if not _NAME.fullmatch(name):
        raise place.error("a contact is named with letters, digits, spaces and - _ . only, at most 40")
    if not isinstance(table, Mapping):
        raise place.error(f"must be a table with a kind, not {shown(table)}")
    kind = table.get("kind")
    if kind not in set(ContactKind):
        said = "is needed here" if kind is None else f"{shown(kind)} is unknown"
        raise place.inside("kind").error(f"{said}; {nearest(str(kind), ContactKind)}")
    rest = {key: value for key, value in table.items() if key != "kind"}
    said = record(_SAID[ContactKind(kind)], rest, place)
    for key, wrong in _mistakes(said):
        raise place.inside(key).error(wrong)
    told = {each.name: getattr(said, each.name) for each in fields(said)}
    where = told.pop("url", None) or told.pop("address")
    return Contact(name, ContactKind(kind), where, **told)


def _mistakes(said: Any) -> list[tuple[str, str]]:
    """Return what is said wrongly: keys, and what they must be."""
    rules = [(key, *rule) for key, rule in _RULES.items() if hasattr(said, key)]
    return [(key, must) for key, fits, must in rules if not fits(getattr(said, key))]


def _web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


_AN_ADDRESS = "must be an http or https address with a host, such as https://help.example/refund"
_A_SPAN = "must be from 1 hour to 365 days"
_RULES: Mapping[str, Any] = {
    "url": (_web, _AN_ADDRESS),
    "redirects_to": (lambda url: not url or _web(url), _AN_ADDRESS),
    "sends_to": (lambda url: not url or _web(url), _AN_ADDRESS),
    "address": (
        lambda address: len(address) <= 254 and _MAIL.fullmatch(address),
        "must be one mail address, such as help@example.org",
    ),
    "every": (lambda every: _SHORTEST <= every <= _LONGEST, "must be from 1 minute to 30 days"),
    "status": (lambda status: 200 <= status <= 599, "must be a status from 200 to 599"),
    "words": (all, "must not hold an empty text: it would be found everywhere"),
    "not_words": (all, "must not hold an empty text: it would be found everywhere"),
    "certificate_days": (lambda days: 0 <= days <= 365, "must be from 0 to 365"),
    "field": (bool, "must be the name of the field that the customer's words go into"),
    "number": (lambda number: len(digits(number)) >= _FEWEST, f"must have {_FEWEST} digits at least"),
    "test_every": (lambda span: 3600 <= span <= 365 * _DAY, _A_SPAN),
    "prove_within": (lambda span: 3600 <= span <= 365 * _DAY, _A_SPAN),
}
"""What the value of a key must be, and how that is told."""
