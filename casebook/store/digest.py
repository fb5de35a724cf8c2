"""The digest of a table: one index that holds so much of each document that most questions read no other.

It lies along the order of one field, and what it holds beside that are plain values of the documents: SQLite
makes it, keeps it and compares it with them, as any index, and there is nothing to be kept in step.

SQLite (since 3.40) takes a value from the index it walks where the question writes it just as the index does.
Some versions do not so with a function that may return JSON, such as `json_extract`, but all do with an
operator: so each is written with a `+` before it, here and nowhere else.
"""

from typing import Any

from casebook.frozen import frozen
from casebook.store.narrowed import Narrowed, value_of
from casebook.store.signs import SOUGHT, or_none

SINCE = (3, 40, 0)
"""The SQLite that takes values from an index; to an older one a digest is of no use."""


@frozen
class Digest:
    """What a digest holds."""

    order: str
    """The field along which it lies; documents of equal values stand in it by id."""
    among: tuple[str, ...]
    """It holds the documents that have something in one of these."""
    values: tuple[str, ...]
    """Fields whose values it holds."""
    filled: tuple[str, ...] = ()
    """Fields of which it holds only whether there is something in them."""

    def name(self, table: str) -> str:
        """Return its name in the file: for what it is on."""
        fields = (",".join(each) for each in (self.among, self.values, self.filled))
        return f"digest:{table}:{self.order}:{':'.join(fields)}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The SQL of what it holds, in its order."""
        kept = (*map(kept_of, self.values), *map(filled_of, self.filled))
        return value_of(self.order), "id", *kept

    @property
    def condition(self) -> str:
        """The SQL for the documents it holds."""
        return " OR ".join(
            f"{each} IS NOT NULL" for each in (value_of(self.order), *map(kept_of, self.among))
        )

    def tells(self, sign: str, field: str, value: Any) -> bool:
        """Return whether it tells of a condition on one field, its sign as TinyDB has it."""
        if sign == "!=" and value is None:
            return field in self.values or field in self.filled
        return field in self.values and sign in SOUGHT and not or_none(value)

    def keeps(self, sign: str, field: str, value: Any) -> bool:
        """Return whether it holds every document that meets a condition."""
        return field in self.among and sign in SOUGHT and not or_none(value)

    def has_something(self, field: str) -> Narrowed:
        """Return the condition that there is something in a field."""
        said = f"{filled_of(field)} = 1" if field in self.filled else f"{kept_of(field)} IS NOT NULL"
        return Narrowed(f"({said})", exact=True)


def kept_of(field: str) -> str:
    """Return the SQL for a field's value as a digest has it."""
    return f"+{value_of(field)}"


def filled_of(field: str) -> str:
    """Return the SQL for whether there is something in a field, as a digest has it."""
    return f"({value_of(field)} IS NOT NULL)"
