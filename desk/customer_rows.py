"""A company's customer list, line by line: whatever its shop or help desk exports, in our fields. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from casebook.frozen import frozen
from desk.customer_lines import records
from desk.errors import BadList
from sources.text import clean, clean_line

DELIMITERS = ",;\t|"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ref": (
        "ref",
        "id",
        "number",
        "customer",
        "customer id",
        "customer no",
        "customer number",
        "customer ref",
    ),
    "name": ("name", "full name", "customer name", "display name"),
    "email": ("email", "e mail", "mail", "email address", "e mail address"),
    "since": ("since", "customer since", "created", "created at", "joined", "registered", "signup date"),
    "orders": ("orders", "order count", "orders count", "total orders", "purchases"),
    "value": ("value", "total spent", "spent", "revenue", "lifetime value", "ltv"),
    "contacts": ("contacts", "tickets", "support tickets", "conversations", "support contacts"),
    "tier": ("tier", "plan", "level", "segment"),
    "accounts": ("accounts", "account", "handles", "handle", "social", "social accounts"),
    "notes": ("notes", "note", "comments", "comment", "remarks"),
}
"""What a column of ours may be called in the list, in lower case with single spaces."""

_DATES = (
    (re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), (3, 2, 1)),
)
"""Days first or months first, with slashes, is anybody's guess: those are refused."""
_FIGURE = re.compile(r"[^\d\-.,]*([\d.,]*\d)[^\d\-]*")
"""One number with whatever stands before or behind it: a currency, a unit."""
_THOUSANDS = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(?P<whole>[1-9]\d{0,2}(?:([.,])\d{3})(?:\2\d{3})*|\d+)(?:[.,]\d+)?")


@frozen
class Row:
    """One line that fits."""

    line: int
    ref: str
    fields: Mapping[str, Any]
    """The customer's fields the list has a column for."""


@frozen
class BadRow:
    """One line that does not, and why."""

    line: int
    why: str


@frozen
class Header:
    """What the list's first line says."""

    fields: tuple[str | None, ...]
    """Our field for each column; None for one we do not use."""
    ignored: tuple[str, ...]
    """The columns we do not use, as the list calls them."""


def delimiter_of(line: str) -> str:
    """Return what parts the cells of a list, judged by its first line."""
    return max(DELIMITERS, key=line.count)


def header_of(cells: Iterable[str]) -> Header:
    """Return what the first line's cells stand for.

    Raises:
        BadList: No column tells the customers apart, or two mean the same.
    """
    names = [clean_line(each) for each in cells]
    fields = tuple(_field(each) for each in names)
    twice = {each for each in fields if each and fields.count(each) > 1}
    if twice:
        raise BadList(f"two columns are called {min(twice)}, or mean the same: keep one")
    if "ref" not in fields and "email" not in fields:
        known = ", ".join(COLUMNS)
        raise BadList(
            f"the first line must name the columns, and one of them must be ref or email (known: {known})"
        )
    ignored = tuple(name for name, field in zip(names, fields, strict=True) if field is None and name)
    return Header(fields, ignored)


def rows(lines: Iterable[str]) -> Iterator[Header | Row | BadRow]:
    """Return the header of a list, then each line of it that holds anything.

    Raises:
        BadList: There is no header we can use.
    """
    lines = iter(lines)
    first = next(lines, "")
    table = records(chain([first], lines), delimiter_of(first))
    _, names = next(table, (1, []))
    if isinstance(names, str):
        raise BadList(f"the first line must name the columns: {names}")
    header = header_of(names)
    yield header
    seen: dict[str, int] = {}
    for number, cells in table:
        row = BadRow(number, cells) if isinstance(cells, str) else _row(header, number, cells)
        if isinstance(row, Row) and row.ref in seen:
            row = BadRow(number, f'"{row.ref}" stands in line {seen[row.ref]} already')
        if isinstance(row, Row):
            seen[row.ref] = number
        if row is not None:
            yield row


def _field(name: str) -> str | None:
    plain = re.sub(r"[\s_\-]+", " ", name).strip().casefold()
    return next((field for field, words in COLUMNS.items() if plain in words), None)


def _row(header: Header, line: int, cells: list[str]) -> Row | BadRow | None:
    if not any(each.strip() for each in cells):
        return None
    if len(cells) > len(header.fields) and any(each.strip() for each in cells[len(header.fields) :]):
        return BadRow(line, f"has {len(cells)} cells for {len(header.fields)} columns")
    told: dict[str, Any] = {}
    for field, cell in zip(header.fields, cells, strict=False):
        if field is not None:
            try:
                told[field] = _CELLS.get(field, _words)(cell.strip())
            except ValueError as error:
                return BadRow(line, f"{field}: {error}")
    return _told(line, told)


def _told(line: int, told: dict[str, Any]) -> Row | BadRow:
    ref = told.pop("ref", None) or told.get("email")
    if not ref:
        return BadRow(line, "has neither ref nor email")
    if "name" in told:
        told["name"] = told["name"] or ""
    return Row(line, ref, told)


def _words(cell: str) -> str | None:
    return clean_line(cell) or None


def _email(cell: str) -> str | None:
    address = clean_line(cell)
    if address and not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise ValueError(f'"{address:.60}" is no e-mail address')
    return address.casefold() or None


def _date(cell: str) -> date | None:
    if not cell:
        return None
    for pattern, (year, month, day) in _DATES:
        found = pattern.fullmatch(cell)
        if found:
            return date(int(found[year]), int(found[month]), int(found[day]))
    raise ValueError(f'"{clean_line(cell):.60}" is no date such as 2021-03-31')


def _figure(cell: str) -> int | None:
    """Return a whole number from "1,234", "1 234,50 €" or "$31.90"; decimals are cut off."""
    if not cell:
        return None
    told = _FIGURE.fullmatch(_THOUSANDS.sub("", cell))
    found = _NUMBER.fullmatch(told[1]) if told else None
    if found is None:
        raise ValueError(f'"{clean_line(cell):.60}" is no number of zero or more')
    return int(re.sub("[.,]", "", found["whole"]))


def _accounts(cell: str) -> tuple[str, ...]:
    names = re.split(r"[\s;,]+", clean_line(cell))
    return tuple(dict.fromkeys(name.lstrip("@") for name in names if name.strip("@")))


_CELLS: Mapping[str, Callable[[str], Any]] = {
    "email": _email,
    "since": _date,
    "orders": _figure,
    "value": _figure,
    "contacts": _figure,
    "accounts": _accounts,
    "notes": lambda cell: clean(cell).strip() or None,
}
