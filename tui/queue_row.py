"""One mention as one row of the queue: pure, and the same at every width."""

from datetime import datetime, timedelta
from enum import StrEnum

from rich.cells import cell_len

from casebook.mention import KeptMention
from desk.lanes import is_echo
from desk.presence import Beside
from tui.aside import until
from tui.clock_words import due_cell
from tui.rows import age, count, fitted
from tui.rung_words import rung_mark


class Tone(StrEnum):
    """What a cell wants to say besides its words; a colour is never the only sign."""

    PLAIN = "plain"
    FAINT = "faint"
    OVERDUE = "overdue"
    FIRST = "first"
    PRAISE = "praise"


HEADINGS = {
    "priority": "P",
    "due": "due",
    "age": "age",
    "where": "where",
    "voices": "",
    "who": "who",
    "what": "what",
}
"""The columns and what stands above them."""

_WIDTHS = {"priority": 1, "due": 5, "age": 3, "where": 11, "voices": 3, "who": 16}
_NARROW = {"priority": 1, "due": 5, "age": 3, "where": 9, "voices": 3, "who": 12}
_TO_THE_RIGHT = ("due", "age")
_MARK = 2
_FULL = 70


def columns(width: int) -> tuple[tuple[str, int], ...]:
    """Return the columns and their cells for a pane of that width; what is left goes to the words."""
    sizes = _WIDTHS if width >= _FULL else _NARROW
    used = _MARK + sum(sizes.values()) + len(sizes)
    return (*sizes.items(), ("what", max(width - used, 4)))


def cells(
    row: KeptMention, shape: tuple[tuple[str, int], ...], now: datetime, others: Beside | None = None
) -> list[tuple[str, Tone]]:
    """Return the row's texts, fitted to their columns with one space between, and their tones.

    Args:
        row: The mention.
        shape: The columns and their cells.
        now: When.
        others: Who else is at its case, if anybody.
    """
    sizes = dict(shape)
    texts = _texts(row, now, others, sizes.get("who", 0))
    texts["what"] = rung_mark(row, sizes.get("what", 0)) + texts["what"]
    tones = _tones(row, now)
    return [(cell(texts[name], name, size) + " ", tones.get(name, Tone.PLAIN)) for name, size in shape]


def cell(text: str, column: str, size: int) -> str:
    """Return a text in its column: times stand to the right, words to the left."""
    return fitted(text, size, right=column in _TO_THE_RIGHT)


def _texts(row: KeptMention, now: datetime, others: Beside | None, who: int) -> dict[str, str]:
    said = row.mention
    return {
        "priority": str(row.priority or "·"),
        "due": due_cell(row, now),
        "age": age(said.created_at, now),
        "where": said.via or said.source,
        "voices": f"x{row.voices}" if row.voices > 1 else "",
        "who": _who(row, who),
        "what": _what(row, now, others),
    }


def _who(row: KeptMention, size: int) -> str:
    """Return the name and the reach; a long name is cut, and never the number: that would be another one."""
    said = row.mention
    name = said.author_handle or said.author_name or "not named"
    if said.author_reach is None:
        return name
    reach = f" {count(said.author_reach)}"
    return fitted(name, min(size - cell_len(reach), cell_len(name))) + reach


def _what(row: KeptMention, now: datetime, others: Beside | None) -> str:
    said = row.mention
    stars = f"{said.rating}★ " if said.rating is not None else ""
    case = "" if row.case is None else f"{_case(row, now, others)} · "
    case = _aside(row, now) + case
    head = said.title or ""
    apart = head and not said.text.startswith(head[:20])
    body = f"{head}: {said.text}".rstrip(": ") if apart else said.text
    return case + stars + (body or said.url or "")[:400]


def _case(row: KeptMention, now: datetime, others: Beside | None) -> str:
    """Return the row's case and whose that is; an echo is not of it yet."""
    return f"echo of #{row.case}" if is_echo(row) else f"#{row.case} {whose(row, now, others)}"


def _aside(row: KeptMention, now: datetime) -> str:
    """Return until when a row is set aside, or that it is back."""
    if row.snooze is not None:
        return f"{until(row.snooze, now)} · "
    return "back · " if row.back else ""


def whose(row: KeptMention, now: datetime, others: Beside | None = None) -> str:
    """Return whose the row's case is; before that stands who writes, or who looks at what nobody has."""
    if others is not None and (others.writing or row.owner is None):
        return others.short
    if row.owner is None:
        return "unclaimed"
    ended = row.claimed_until is not None and row.claimed_until <= now
    return f"{row.owner}: ran out" if ended else row.owner


def _tones(row: KeptMention, now: datetime) -> dict[str, Tone]:
    late = row.runs_out is not None and row.runs_out - now < timedelta(0)
    tones = {"age": Tone.FAINT, "where": Tone.FAINT}
    if late:
        tones["due"] = Tone.OVERDUE
    if row.priority == 1:
        tones["priority"] = Tone.FIRST
    if row.priority is None:
        tones["priority"] = Tone.PRAISE
    return tones
