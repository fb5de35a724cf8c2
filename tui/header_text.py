"""The header's figures in words: as many as fit, in shorter words where they do not."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from desk.views import Counts
from tui.rows import plural

BETWEEN = " · "
ALERT, ILL = "!!", "!"
"""Marks that stand beside the colour."""
CALM = "no storm"
"""Said where all else that is to be said has room; a storm has a line of its own."""


def in_words(counts: Counts) -> str:
    """Return the counts in full; a source that is not well, or silent, is named first of its kind."""
    return BETWEEN.join(next(wordings(counts)))


def wordings(counts: Counts) -> Iterator[list[str]]:
    """Yield the counts in words, ever shorter: what may not be overlooked is in the shortest too."""
    waits = [f"{counts.undecided} undecided", f"{counts.overdue} overdue"]
    late = _late(counts)
    quiet = [f"{counts.quiet} quiet"] if counts.quiet else []
    muted = [f"{counts.muted} muted"] if counts.muted else []
    yield [*waits, *late, _sources(counts), *_alerts(counts, named=True), *quiet, *muted]
    yield [*waits, *late, _sources(counts), *_alerts(counts), *quiet, *muted]
    yield [*waits, *late, _sources(counts), *_alerts(counts), *muted]
    yield [*waits, *late, _sources(counts), *_alerts(counts)]
    yield [*waits, *late, _sources(counts, "{}/{} sources"), *_alerts(counts)]
    few = [f"{counts.undecided} und.", f"{counts.overdue} late", *[each.split(" over")[0] for each in late]]
    yield [*few, _sources(counts, "{}/{}"), *_alerts(counts)]


def fitting(wanted: Sequence[Sequence[str]], width: int) -> str:
    """Return the first of several wordings that fits in one line, or else the last of them."""
    lines = [BETWEEN.join(each) for each in wanted]
    return next((each for each in lines if cell_len(each) <= width), lines[-1])


def with_others(names: tuple[str, ...]) -> list[str]:
    """Return who else is here, in words: one name, or how many."""
    if not names:
        return []
    return [f"with {names[0]}" if len(names) == 1 else f"with {plural(len(names), 'other')}"]


def _late(counts: Counts) -> list[str]:
    return [f"{ILL} {plural(counts.promises, 'promise')} overdue"] if counts.promises else []


def _sources(counts: Counts, many: str = "") -> str:
    if not counts.sources:
        return "no sources"
    if not counts.unwell:
        return f"sources {counts.well}/{counts.sources}"
    if many:
        return f"{ILL} {many.format(counts.unwell, counts.sources)} unwell"
    return f"{ILL} {counts.unwell} of {plural(counts.sources, 'source')} unwell"


def _alerts(counts: Counts, *, named: bool = False) -> list[str]:
    """Return what must be looked after: the first by its name, or how much there is."""
    first, *more = counts.alerts or ("",)
    if not first:
        return []
    if named:
        return [f"{ALERT} {first}{f' and {len(more)} more' if more else ''}"]
    return [f"{ALERT} {plural(len(counts.alerts), 'alert')}"]
