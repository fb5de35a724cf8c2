"""The `[views]` table of the settings: each a query under a name, checked before it is used."""

from collections.abc import Mapping

from casebook.document import EPOCH
from casebook.query import parser
from casebook.query.errors import QueryError
from casebook.query.values import Asking
from casebook.toml import Place
from desk.lenses import lenses

LONGEST = 20
"""Characters of a name, so that a line of tabs has room for several."""


def read_views(views: Mapping[str, str], place: Place) -> Mapping[str, str]:
    """Return the views as they are written.

    Raises:
        Exception: The place's refusal: a name that cannot be a tab's, or a query that cannot be meant.
    """
    for name, said in views.items():
        if why := unfit(name) or _wrong(said):
            raise place.inside(name).error(why)
    return views


def unfit(name: str) -> str:
    """Return why a name cannot be a view's; empty when it can."""
    if name in {each.name for each in lenses("")}:
        return "is a tab already; give the view another name"
    if not name.strip() or not name.isprintable() or len(name) > LONGEST:
        return f"a view is named in 1 to {LONGEST} plain characters"
    return ""


def _wrong(said: str) -> str:
    try:
        parser.parse(said, Asking("", EPOCH.replace(year=2026)))
    except QueryError as error:
        return f'"{said}": {error}'
    return "" if said.strip() else "says nothing to look for"
