"""What an echo comes back to, as text: why it is put there, how the case ended, what is owed on it. Pure."""

from datetime import datetime

from textual.content import Content

from casebook.case import FollowUp
from desk.lanes import echo_reasons
from tui.figures import countdown
from tui.matter import Matter, Story
from tui.rows import joined, words

_LONGEST = 90
_MOST = 3
"""Follow-ups that are told."""


def story(matter: Matter, now: datetime) -> list[Content]:
    """Return why an echo is put to its case, and what became of that; nothing of any other mention."""
    if matter.story is None:
        return []
    why = [_said(each.what, each.words) for each in echo_reasons(matter.kept)]
    lines = [joined([words("Why here  ", "bold $key"), joined(why, " · ")])] if why else []
    return [joined([*lines, _of(matter.story, matter.kept.case or 0, now)], "\n")]


def _of(story: Story, case: int, now: datetime) -> Content:
    owed = [_owed(each, now) for each in story.owed[:_MOST]]
    end = [story.end] if story.end else ["still worked on"]
    told = " · ".join([f"#{case} {story.title}", *end, *(owed or ["no follow-up is owed"])])
    return joined([words("The story  ", "bold $key"), words(told)])


def _owed(follow_up: FollowUp, now: datetime) -> str:
    left = countdown(follow_up.due_at, now)
    due = f"{left[1:]} late" if left.startswith("−") else f"in {left}"
    return f"follow-up {due}: {follow_up.what}"


def _said(what: str, quoted: str) -> Content:
    if not quoted:
        return words(what)
    short = quoted if len(quoted) <= _LONGEST else f"{quoted[: _LONGEST - 1]}…"
    return joined([what, words(f" (“{short}”)", "italic")])
