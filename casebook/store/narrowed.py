"""What SQL can say of a query, and how it names a field of a document."""

from typing import Any

from casebook.frozen import frozen

DOC = "doc"
"""The column that holds the document."""
HOLDS = "words_hold"
"""The SQL name of `words.holds`, which every connection knows."""
MEETS = "words_meet"
"""The SQL name of `standing.meets`, likewise."""
LOOKED_UP = "+d.id IN (SELECT"
"""How a condition begins that is looked up in an index, by the ids of the documents."""
LEAST = "-9e999"
"""SQL for what no value is below; only where there is none, a comparison with it fails."""


Span = tuple[int, int]
"""The lowest and the highest of some ids."""


@frozen
class Narrowed:
    """A condition that every match meets."""

    where: str = "1"
    """SQL, true or false but never NULL where it is exact."""
    args: tuple[Any, ...] = ()
    exact: bool = False
    """Whether everything that meets it matches."""
    match: str | None = None
    """Words to find besides, in the search index's own language."""
    unless: str | None = None
    """Words that must be missing besides, in the same."""

    def plain(self, index: str, number: str = "id", span: Span | None = None) -> "Narrowed":
        """Return the same with the words looked up inside the condition, in the index of that name.

        Args:
            index: Quoted name of the search index.
            number: SQL for the document's id; `+id` where the words should not lead, but be looked up.
            span: Look them up of no other documents than these.
        """
        where, args = self.where, self.args
        within = " AND rowid BETWEEN ? AND ?" if span else ""
        for said, sign in ((self.match, "IN"), (self.unless, "NOT IN")):
            if said is not None:
                sought = f"SELECT rowid FROM {index} WHERE {index} MATCH ?{within}"
                where, args = f"({where} AND {number} {sign} ({sought}))", (*args, said, *(span or ()))
        return Narrowed(where, args, self.exact)

    @property
    def worded(self) -> bool:
        """Whether it asks for words to be there, and for nothing else."""
        return self.match is not None and self.where == "1" and self.exact


ANYTHING = Narrowed()


def value_of(*path: str) -> str:
    """Return the SQL for a field's value; indexes are on exactly this expression."""
    return f"json_extract({DOC}, {_quoted(path)})"


def kind_of(path: tuple[str, ...], *, unsaid: bool = False) -> str:
    """Return the SQL for the sort of a field's value, such as `text` or `null`; NULL where it is missing.

    Args:
        path: The field.
        unsaid: Whether it is never missing, but None where it is left out of the text.
    """
    sort = f"json_type({DOC}, {_quoted(path)})"
    return f"ifnull({sort}, 'null')" if unsaid else sort


def _quoted(path: tuple[str, ...]) -> str:
    steps = "$." + ".".join(f'"{step}"' for step in path)
    return "'" + steps.replace("'", "''") + "'"
