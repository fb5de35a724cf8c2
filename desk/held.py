"""What the store cannot hold: values a batch has asked for together, so that nobody asks for each alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from casebook.store.store import Store

Value = str | int


@dataclass(slots=True)
class Held:
    """The values known to be missing; of every other one it is not known, and the store must be asked.

    True inside one transaction only, and as long as whoever writes says what came.
    """

    _missing: set[tuple[str, str, Value]] = field(default_factory=set)

    def look(self, store: Store, table: str, name: str, values: Iterable[Value | None]) -> None:
        """Find out at once which values no document of a table has in a field."""
        wanted = {each for each in values if each is not None and _is_plain(each)}
        found = store.held(table, name, wanted) if wanted else wanted
        self._missing |= {(table, name, each) for each in wanted - found}

    def may_have(self, table: str, name: str, value: Value) -> bool:
        """Return whether a document of the table may have this value in the field."""
        return (table, name, value) not in self._missing

    def came(self, table: str, name: str, *values: Value | None) -> None:
        """Note values that documents of the table have now."""
        for each in values:
            if each is not None:
                self._missing.discard((table, name, each))


NOTHING = Held()
"""Nothing is known to be missing; for whoever asks without a batch."""


def _is_plain(value: Value) -> bool:
    """Return whether SQL and Python read a value alike."""
    return not isinstance(value, str) or value.isprintable()
