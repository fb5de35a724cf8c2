"""What may be looked up to answer a query, instead of read in each document."""

from collections.abc import Callable
from typing import Any

from casebook.frozen import frozen
from casebook.store.digest import Digest
from casebook.store.narrowed import Narrowed, Span
from casebook.store.words import Phrase

Seek = Callable[[str, Narrowed, tuple[Phrase, ...]], Narrowed]
"""Has a condition on one field looked up in an index, or leaves it as it is; given phrases, its words."""


@frozen
class Means:
    """What there is to look things up in."""

    words: str | None = None
    """Quoted name of the table's search index."""
    seek: Seek | None = None
    unsaid: frozenset[str] = frozenset()
    """Fields that hold None where the text of a document leaves them out."""
    walked: frozenset[str] = frozenset()
    """Fields of the index the documents are walked along."""
    digest: Digest | None = None
    """What they are walked along instead."""
    listed: frozenset[str] = frozenset()
    """Those of its fields whose words are looked for in a list of all their values, by `seek`."""
    span: Span | None = None
    """The ids of all documents that are asked about, where that is known."""
    alone: bool = True
    """Whether nothing can match but by what is looked at now: it is in no OR and no NOT."""

    def plain(self, part: Narrowed, number: str = "id") -> Narrowed:
        """Return a condition with its words looked up inside it, where there is an index of words."""
        return part.plain(self.words, number, self.span) if self.words else part

    def know(self, shape: Any) -> bool:
        """Return whether no document is read for a part of a query, in the shape TinyDB hashes."""
        match shape:
            case ():
                return True
            case ("and" | "or", frozenset() as parts):
                return all(self.know(part) for part in parts)
            case ("not", inner):
                return self.know(inner)
            case ("within", (str() as field,), _) if self.digest:
                return field in self.listed
            case (str() as sign, (str() as field,), value):
                return self.digest.tells(sign, field, value) if self.digest else field in self.walked
        return False
