"""What can be done about the matter in front: the same keys on the queue and on a case.

Every key here makes at most a local change that `z` takes back. An act that needs a case opens one first.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from casebook.case import Promise
from casebook.kinds import Decision
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import answering, closing, deciding, engaging, followups, lanes, opening
from desk.rules import held_by
from playbooks.playbook import Playbook
from playbooks.wants import wish_of
from tui.keys import CHANGES
from tui.rows import clock
from tui.screens import composer, follow_up, heard, let_go, note, posted, resolve
from tui.screens.beside import BesideScreen

THANKED = "thanked them in public"
"""The reason that counts as thanks, not as letting go."""


class ActingScreen(BesideScreen):
    """A screen with a matter in front; a subclass says which with `matter`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a", "claim", "claim", id="case.claim", group=CHANGES, tooltip="take it; again, to keep it longer"
        ),
        Binding(
            "t",
            "template",
            "template",
            id="case.template",
            group=CHANGES,
            tooltip="insert an apology template",
        ),
        Binding(
            "r",
            "reply",
            "reply",
            id="case.reply",
            group=CHANGES,
            tooltip="write in the draft; nothing is sent",
        ),
        Binding(
            "f",
            "follow_up",
            "follow-up",
            id="case.followup",
            group=CHANGES,
            tooltip="log a ripple to look at",
        ),
        Binding(
            "x",
            "resolve",
            "resolve",
            id="case.resolve",
            group=CHANGES,
            tooltip="close it, let it go with a reason, or let an echo rest",
        ),
        Binding(
            "i",
            "posted",
            "it is up",
            id="case.posted",
            group=CHANGES,
            tooltip="our words stand in public now",
        ),
        Binding("c", "note", "note", id="case.note", group=CHANGES, show=False, tooltip="an internal word"),
        Binding(
            "b",
            "heard",
            "what I heard",
            id="case.heard",
            group=CHANGES,
            show=False,
            tooltip="blame, and what they want",
        ),
        Binding(
            "X",
            "reopen",
            "reopen",
            id="case.reopen",
            group=CHANGES,
            show=False,
            tooltip="take a case up again; with an echo, engage",
        ),
    ]

    def matter(self) -> KeptMention | None:
        """Return the mention in front as it was shown when the key was pressed."""
        return None

    def promises_in_front(self) -> Sequence[Promise]:
        """Return what the case in front still owes, as it was last read, the soonest first."""
        return ()

    def wish_in_front(self) -> str:
        """Return what the words in front say that would put it right; empty where they do not."""
        kept = self.matter()
        return "" if kept is None else wish_of([kept])

    def action_claim(self) -> None:
        """Claim its case."""
        self.with_matter(lambda kept: self._claim(kept))

    def action_template(self) -> None:
        """Open the composer with the template picker in front."""
        self.with_matter(lambda kept: self._write(kept, pick=True))

    def action_reply(self) -> None:
        """Open the composer on the draft."""
        self.with_matter(lambda kept: self._write(kept, pick=False))

    def action_follow_up(self) -> None:
        """Ask what ripple to look at, and log it."""
        self.ask(follow_up.FollowUpDialog(self.desk.clock()), self._follow_up)

    def action_note(self) -> None:
        """Ask for an internal word, and keep it."""
        self.ask(note.NoteDialog(), self._note)

    def log_note(self, text: str) -> None:
        """Keep an internal word on the matter in front, as somebody has said it."""
        self.with_matter(lambda kept: self._note(kept, text))

    def action_heard(self) -> None:
        """Ask what the customer believes and wants, and record it."""
        case = self.case_in_front()
        blame, wants = (case.blame, case.wants) if case else (None, None)
        self.ask(heard.HeardDialog(blame, wants, self.wish_in_front()), self._heard)

    def action_posted(self) -> None:
        """Ask what is up in public, and stop the clock."""
        self.with_mine(lambda kept: self.show_dialog(posted.PostedDialog(), kept, self._posted))

    def action_resolve(self) -> None:
        """Close the case with cause and aftermath, let the mention go with a reason, or let an echo rest."""
        kept = self.matter()
        if kept is not None and lanes.is_echo(kept):
            told = self.hints.say(
                "let rest: an echo of case {of}; {desk.undo} takes it back", of=f"#{kept.case}"
            )
            self.perform(told, engaging.let_rest, kept.id)
        else:
            self.with_mine(self._end)

    def action_reopen(self) -> None:
        """Take a resolved or waiting case up again; with an echo in front, engage."""
        self.with_matter(self._reopen)

    def nothing_in_front(self) -> str:
        """Return why a key has nothing to act on."""
        return "nothing is selected"

    def with_matter(self, act: Callable[[KeptMention], object]) -> None:
        """Do something with the matter in front as it is shown now."""
        kept = self.matter()
        if kept is None:
            self.say(self.nothing_in_front())
        else:
            act(kept)

    def with_mine(self, act: Callable[[KeptMention], object]) -> None:
        """Do something with the matter in front unless somebody else has it: no form is filled in vain."""
        case = self.case_in_front()
        holder = held_by(case, self.desk.clock()) if case else None
        if holder in (None, self.desk.me):
            self.with_matter(act)
        else:
            until = clock(case.claimed_until if case else None)
            note = self.hints.say("{case.note} leaves a note")
            self.say(f"{holder} has it until {until}: {note}")

    def ask(self, dialog: Any, answered: Callable[[KeptMention, Any], None]) -> None:
        """Show a dialog about the matter in front; the answer goes to that one, whatever moves meanwhile."""
        self.with_matter(lambda kept: self.show_dialog(dialog, kept, answered))

    def show_dialog(
        self, dialog: Any, kept: KeptMention, answered: Callable[[KeptMention, Any], None]
    ) -> None:
        """Show a dialog about a matter, and hand on its answer; without one, nothing happens."""
        dialog.about = name_of(kept)
        self.app.push_screen(dialog, lambda answer: None if answer is None else answered(kept, answer))

    def on_case(
        self, kept: KeptMention, done: str, act: Callable[..., Any], *args: Any, **about: Any
    ) -> None:
        """Perform an act on the matter's case; it is opened first where there is none."""
        self.perform(done, _case_act, self.desk.playbook, kept.id, act, *args, **about)

    def _by_playbook(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """Return an act that goes by the playbook, as one that does not ask for it."""
        return lambda store, case, *args, **about: act(store, self.desk.playbook, case, *args, **about)

    def _reopen(self, kept: KeptMention) -> None:
        if lanes.is_echo(kept):
            told = self.hints.say(
                "engaged: it is in case {into}; {desk.undo} takes it back", into=f"#{kept.case}"
            )
            self.perform(told, engaging.engage, self.desk.playbook, kept.id)
        else:
            self.on_case(kept, "taken up again", self._by_playbook(opening.reopen))

    def _claim(self, kept: KeptMention) -> None:
        done = f"claimed for {self.desk.playbook.claim_minutes} minutes"
        self.on_case(kept, done, self._by_playbook(opening.claim))

    def _write(self, kept: KeptMention, *, pick: bool) -> None:
        def show(case: int) -> None:
            self.app.push_screen(composer.ComposerScreen(self.desk, case, pick=pick))

        self.perform("", _take_up, self.desk.playbook, kept.id, then=show)

    def _end(self, kept: KeptMention) -> None:
        playbook = self.desk.playbook
        if kept.decision is Decision.UNDECIDED:
            self.show_dialog(let_go.LetGoDialog((THANKED, *playbook.no_action)), kept, self._let_go)
        else:
            self.show_dialog(
                resolve.ResolveDialog(playbook.causes, playbook.aftermath, self.promises_in_front()),
                kept,
                self._resolve,
            )

    def _follow_up(self, kept: KeptMention, wanted: "follow_up.FollowUpWanted") -> None:
        act = followups.follow_up
        self.on_case(kept, "follow-up logged", act, wanted.what, wanted.due_at, url=wanted.url)

    def _note(self, kept: KeptMention, text: str) -> None:
        self.on_case(kept, "noted", answering.note, text)

    def _heard(self, kept: KeptMention, said: "heard.Heard") -> None:
        self.on_case(kept, "recorded", answering.record, blame=said.blame, wants=said.wants)

    def _posted(self, kept: KeptMention, up: "posted.Posted") -> None:
        """Note that our words stand in public; a subclass may ask on."""
        raise NotImplementedError

    def _resolve(self, kept: KeptMention, end: "resolve.Resolution") -> None:
        self.on_case(kept, "resolved", closing.resolve, end.cause, end.aftermath, promises=end.promises)

    def _let_go(self, kept: KeptMention, why: str) -> None:
        if why == THANKED:
            self.perform("thanked", deciding.thank, kept.id)
        else:
            self.perform(f"let go: {why}", deciding.let_go, kept.id, why, self.desk.playbook)


def name_of(kept: KeptMention) -> str:
    """Return what a dialog about a matter says it is about, e.g. "#2 · C. Baptiste"."""
    who = kept.mention.author_handle or kept.mention.author_name or "nobody named"
    return f"#{kept.case} · {who}" if kept.case else who


def _take_up(store: Store, playbook: Playbook, mention: int, *, by: str, now: datetime) -> int:
    """Open the case of a mention, and claim it where nobody has: who writes should be seen to."""
    with store.together(by, "", now):
        case = opening.open_case(store, playbook, mention, by=by, now=now)
        if opening.may_claim(store, case, now):
            opening.claim(store, playbook, case, by=by, now=now)
        return case


def _case_act(
    store: Store,
    playbook: Playbook,
    mention: int,
    act: Callable[..., Any],
    *args: Any,
    by: str,
    now: datetime,
    **about: Any,
) -> Any:
    """Do an act on the case of a mention; one that is opened for it is part of what the key did."""
    with store.together(by, "", now):
        case = opening.open_case(store, playbook, mention, by=by, now=now)
        return act(store, case, *args, by=by, now=now, **about)
