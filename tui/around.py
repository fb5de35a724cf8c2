"""Who else is here and at what, and which claim of one's own to ask after; read in one go."""

from collections.abc import Mapping
from datetime import datetime

from casebook.case import Case
from casebook.frozen import frozen
from casebook.store.store import Store
from desk.claims import claim_to_ask
from desk.presence import Beside, beside, names, others
from playbooks.playbook import Playbook


@frozen
class Around:
    """What stands beside one's own work."""

    names: tuple[str, ...]
    """Who else is here."""
    at: Mapping[int, Beside]
    """By case, what others do there."""
    asked: Case | None
    """The claim to ask after."""


def read_around(store: Store, me: str, playbook: Playbook, now: datetime) -> Around:
    """Return who else is here, and whether a claim of mine runs out."""
    here = others(store, me, now)
    return Around(names(here), beside(here), claim_to_ask(store, playbook, me, now))
