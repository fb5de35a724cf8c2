"""One act on many mentions: all of it in one turn, so that one undo takes all of it back."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from casebook.frozen import frozen
from casebook.store.store import Store
from desk import shelf
from desk.acts import Act
from desk.errors import Missing, Refused
from desk.opening import claim, open_case
from desk.rules import held_by
from playbooks.playbook import Playbook


@frozen
class Outcome:
    """How an act on many went."""

    done: int
    refused: tuple[str, ...]
    """Why not, a sentence for each mention it was not done to."""

    def say(self, done: str) -> str:
        """Return it in words: "claimed 7; 2 not: eli has case #3 for another 20 minutes"."""
        said = f"{done} {self.done}"
        return f"{said}; {len(self.refused)} not: {_why(self.refused)}" if self.refused else said


def in_bulk(
    store: Store,
    what: Act,
    each: Callable[..., Any],
    mentions: Sequence[int],
    *args: Any,
    by: str,
    now: datetime,
    **about: Any,
) -> Outcome:
    """Do an act to each of some mentions, as far as it may be done, as one act in the log.

    Args:
        store: Where they are.
        what: The name the log gives the whole.
        each: An act that takes the store and a mention's number first.
        mentions: Their numbers.
        *args: Its further arguments.
        by: Who does it.
        now: When.
        **about: Its keyword arguments.

    Raises:
        Refused: It could be done to none of them.
    """
    refused = []
    with store.together(by, what, now):
        for mention in mentions:
            try:
                with store.batch():
                    each(store, mention, *args, by=by, now=now, **about)
            except (Refused, Missing) as error:
                refused.append(str(error))
        if len(refused) == len(mentions):
            raise Refused(f"none of {len(refused)}: {_why(refused)}" if refused else "nothing is marked")
    return Outcome(len(mentions) - len(refused), tuple(refused))


def claim_mention(store: Store, mention: int, playbook: Playbook, *, by: str, now: datetime) -> datetime:
    """Claim the case of a mention, opened where there is none, and return until when.

    One that came to a case of ours behind another's row does not prolong the claim once more.

    Raises:
        Missing: There is no such mention.
        Refused: Somebody else has the case, or it is resolved.
    """
    case = open_case(store, playbook, mention, by=by, now=now)
    found = shelf.case(store, case)
    if found.lead != mention and held_by(found, now) == by and found.claimed_until is not None:
        return found.claimed_until
    return claim(store, playbook, case, by=by, now=now)


def _why(refused: Sequence[str]) -> str:
    """Return the reason given most often, and how many others there are."""
    reasons = [why for why, _ in Counter(refused).most_common()]
    return reasons[0] if len(reasons) == 1 else f"{reasons[0]}, and {len(reasons) - 1} more"
