"""What stands beside a mention's words of today: earlier wordings, word by word, and its copies elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.content import Content

from casebook.mention import KeptMention
from desk.evidence import Edit, Evidence
from desk.wording import Fate, Piece
from tui.evidence_words import differences, heading, link, place, spaced
from tui.figures import plural, when
from tui.hints import Hints
from tui.rows import joined, words

SHOWN = 5
"""Copies that are listed beside a mention; the dialog lists all."""

_STYLES = {Fate.KEPT: "", Fate.STRUCK: "dim strike", Fate.ADDED: "bold"}


def edited(evidence: Evidence, now: datetime, hints: Hints) -> str:
    """Return that there are earlier words, and which key shows them; nothing where there are none."""
    times = [each.at for each in evidence.edits if not each.deleted]
    if not times:
        return ""
    how = "edited once," if len(times) == 1 else f"edited {len(times)} times, last"
    return hints.say(
        "{how}: {mention.evidence} shows what they said before", how=f"{how} {when(times[-1], now)}"
    )


def elsewhere(copies: Sequence[KeptMention], hints: Hints, most: int | None = SHOWN) -> Content | None:
    """Return where the copies of a mention stand, a line each; None where there are none."""
    if not copies:
        return None
    shown = copies[:most]
    lines = [joined([place(each), words(f"  {link(each)}", "dim")]) for each in shown]
    if len(copies) > len(shown):
        more = f"{len(copies) - len(shown)} more"
        lines.append(hints.words("… {more}: {mention.evidence} shows all", "dim", more=more))
    return joined([words(f"Also said in {plural(len(copies), 'other place')}", "bold"), *lines], "\n")


def all_of(evidence: Evidence, now: datetime, hints: Hints) -> Content:
    """Return every edit and every copy."""
    parts = [*(_edit(each, now) for each in evidence.edits)]
    if (copies := elsewhere(evidence.copies, hints, None)) is not None:
        parts += [copies, hints.words("{case.link} parts one that is no copy.", "dim")]
    return joined(parts, "\n\n") if parts else words("They have not changed a word, and nobody repeats them.")


def _edit(edit: Edit, now: datetime) -> Content:
    head = words(heading(edit, now), "bold")
    return joined([head, *(_painted(each) for each in differences(edit))], "\n")


def _painted(pieces: Iterable[Piece]) -> Content:
    told = list(pieces)
    return joined([words(said, _STYLES[each.fate]) for each, said in zip(told, spaced(told), strict=True)])
