"""A responder's hand at the store: what every act of `amends do` is given."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from casebook.frozen import frozen
from casebook.store.store import Store
from desk.errors import Refused
from desk.opening import open_case
from desk.settings import Settings
from playbooks.playbook import Playbook
from tui.commands.target import Target, target_of
from tui.due import EXAMPLES, due_at


@frozen
class Hand:
    """The responder at the store, for one act."""

    store: Store
    settings: Settings
    playbook: Playbook
    now: datetime
    args: Namespace

    @property
    def signed(self) -> dict[str, Any]:
        """Who acts, and when."""
        return {"by": self.settings.responder.name, "now": self.now}

    @property
    def target(self) -> Target:
        """The matter that is meant."""
        return target_of(self.store, self.args.matter)

    def case(self) -> int:
        """Return the matter's case; it is opened where there is none."""
        target = self.target
        if target.case is not None:
            return target.case
        return open_case(self.store, self.playbook, target.mention, **self.signed)

    def moment(self, said: str) -> datetime:
        """Return the time somebody means.

        Raises:
            Refused: It cannot be told, or is over.
        """
        found = due_at(said, self.now)
        if found is None:
            raise Refused(f"{said!r:.40} is no time ahead of now; such as {EXAMPLES}, 2026-12-24")
        return found
