"""Keys for what we say we will do: a promise logged by hand, or offered out of the words just posted."""

import re
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from casebook.case import Draft
from casebook.document import as_kept
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import answering, opening, promising
from desk.raising import raise_rung
from playbooks.playbook import Playbook
from tui.keys import CHANGES
from tui.screens import posted, promise
from tui.screens.timing import TimingScreen

BY_WHEN = "by_when"
"""The field of a template that names a time."""
LONGEST = 120
"""Characters of a promise that is offered."""


class PromisingScreen(TimingScreen):
    """A screen with a matter in front, on which promises are made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "p",
            "promise",
            "promise",
            id="case.promise",
            group=CHANGES,
            show=False,
            tooltip="log what we promised, with a time",
        ),
    ]

    def action_promise(self) -> None:
        """Ask what was promised, and log it."""
        self.ask(promise.PromiseDialog(self.desk.clock()), self._promise)

    def log_promise(self, made: "promise.Promised") -> None:
        """Log a promise on the matter in front, as somebody has said it."""
        self.with_matter(lambda kept: self._promise(kept, made))

    def put_on_rung(self, number: int, why: str) -> None:
        """Put the story of the matter in front on a higher rung, as somebody has said it."""
        done = self.hints.say(
            "the story is on rung {number} now; {desk.undo} takes it back", number=str(number)
        )
        self.with_matter(lambda kept: self.on_case(kept, done, self._by_playbook(raise_rung), number, why))

    def _promise(self, kept: KeptMention, made: "promise.Promised") -> None:
        done = self.hints.say("promise logged; {desk.undo} takes it back")
        self.on_case(kept, done, promising.promise, made.what, made.due_at)

    def _posted(self, kept: KeptMention, up: "posted.Posted") -> None:
        def offer(said: tuple[str, str] | None) -> None:
            if said is not None:
                self.show_dialog(promise.PromiseDialog(self.desk.clock(), *said), kept, self._promise)

        done = "answered: the case waits for the customer" if up.answer else "first word noted"
        about = {"url": up.url, "answer": up.answer}
        self.perform(done, _post, self.desk.playbook, kept.id, then=offer, **about)


def _post(
    store: Store,
    playbook: Playbook,
    mention: int,
    *,
    url: str | None,
    answer: bool,
    by: str,
    now: datetime,
) -> tuple[str, str] | None:
    """Note that our words stand in public, and return the promise in them, if they name a time."""
    with store.together(by, "", now):
        case = opening.open_case(store, playbook, mention, by=by, now=now)
        answering.posted(store, playbook, case, url, answer=answer, by=by, now=now)
    draft = answering.draft_of(store, case, by)
    return said_by_when(draft) if draft is not None and draft.up_at == as_kept(now) else None


def said_by_when(draft: Draft) -> tuple[str, str] | None:
    """Return the sentence of a filled template that says by when, and the time as it stands there."""
    by_when = dict(draft.fields).get(BY_WHEN, "").strip()
    if not by_when:
        return None
    sentences = re.split(r"(?<=[.!?:])\s+", " ".join(draft.text.split()))
    said = next((each for each in sentences if by_when in each), "")
    short = said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"
    return short, by_when
