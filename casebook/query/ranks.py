"""Priority and lateness by a row's rank, which an index knows: of few rows the document is read.

What stands in the queue has a rank, made of its priority and then its due time. What does not is read.
"""

from functools import reduce
from operator import or_

from tinydb.queries import QueryInstance

from casebook.keeping import CLASSES, span
from casebook.query.tokens import Token
from casebook.query.values import Asking, compared, empty, numbered

_PRIORITY = "priority"
_RUNG, _POSTED = "rung", 1


def of_priority(token: Token, asking: Asking) -> QueryInstance:
    """Return the query for a priority: `2`, `<=2`, `1..3`, `none`, `any`."""
    said = numbered(_PRIORITY, token)
    ranges = [_between(*span(each)) for each in CLASSES if said({_PRIORITY: each})]
    return reduce(or_, ranges, empty("rank") & said)


def of_rung(token: Token, asking: Asking) -> QueryInstance:
    """Return the query for how far a story has travelled: `3`, `>=3`, `2..4`; none kept is 1."""
    said = numbered(_RUNG, token)
    return said | empty(_RUNG) if said({_RUNG: _POSTED}) else said


def ranked_before(moment: int) -> QueryInstance:
    """Return the query for what is due before a time (milliseconds), by its rank, or has none."""
    ranges = [_between(span(each)[0], span(each)[0] + moment) for each in CLASSES]
    return reduce(or_, ranges, empty("rank"))


def _between(start: int, end: int) -> QueryInstance:
    return compared("rank", ">=", start) & compared("rank", "<", end)
