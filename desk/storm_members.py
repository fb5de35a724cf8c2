"""Who is in a storm, as a query over the stored mentions: of its cause or its words, and of its time."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.document import to_ms
from casebook.errors import BadRecord
from casebook.keeping import kept_mention
from casebook.kinds import Sort
from casebook.query.values import NOBODY, compared
from casebook.storm import ALIKE, ANY, Storm
from playbooks import judge, sameness


def in_storm(storm: Storm) -> QueryInstance:
    """Return the query for a storm's members: an index knows when they were written, and tells of few."""
    asked = _since(storm.began_at) & _complains(storm)
    if storm.over_at is not None:
        asked &= compared("created_at", "<=", to_ms(storm.over_at))
    return asked & _says(storm.key) if storm.stream == ALIKE else asked


def in_any(storms: Sequence[Storm]) -> QueryInstance:
    """Return the query for the members of any of some storms; of none of them there are none."""
    if not storms:
        return NOBODY
    return _since(min(each.began_at for each in storms)) & reduce(or_, map(in_storm, storms))


def _complains(storm: Storm) -> QueryInstance:
    sort: QueryInstance = where("sort") == Sort.COMPLAINT.value
    cause: QueryInstance = where("cause") == storm.stream
    return sort if storm.stream in (ANY, ALIKE) else sort & cause


def _since(moment: datetime) -> QueryInstance:
    """Return the query for what was written since, however many storms there are: one look at an index."""
    return compared("created_at", ">=", to_ms(moment))


def _says(key: int | None) -> QueryInstance:
    """Return the query for what says nearly the same: no index knows that, its words are read."""

    def test(document: Mapping[str, Any]) -> bool:
        with suppress(BadRecord):
            return key in sameness.keys_of(judge.said(kept_mention(document, 0).mention))
        return False

    return QueryInstance(test, ("says", key))
