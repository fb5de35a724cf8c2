"""What a decision says of a mention, kept to learn from: in the act that decides, and taken back with it."""

from collections.abc import Mapping
from datetime import datetime

from casebook.lesson import Lesson
from casebook.store.store import Store
from desk import shelf
from desk.acts import Act


def teach(store: Store, mention: int, said: Mapping[str, str], act: Act, by: str, now: datetime) -> None:
    """Keep what a decision says of a mention; the caller has the act open.

    Args:
        store: Where it is.
        mention: Its number.
        said: By facet: "yes", "no", or a key of the playbook.
        act: What was decided.
        by: Who has decided.
        now: When.
    """
    for facet, answer in said.items():
        shelf.keep(store.lessons, Lesson(0, mention, facet, answer, by, now, act))
