"""Figures drawn as a line of blocks, one cell a figure; in letters where blocks cannot be shown. Pure."""

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
LETTERS = "_.-=+*#@"
"""The same where a terminal or a reader has no blocks."""


def spark(figures: Sequence[float], top: float | None = None, *, plain: bool = False) -> str:
    """Return figures as blocks of the height of each; nothing is a blank, and any figure at all is seen.

    Args:
        figures: What to draw, in order.
        top: What stands at full height; None: the highest of them.
        plain: Whether to draw it in letters.
    """
    steps, most = LETTERS if plain else BLOCKS, top or max(figures, default=0)
    if most <= 0:
        return " " * len(figures)
    return "".join(" " if each <= 0 else steps[_step(each / most, len(steps))] for each in figures)


def narrowed(figures: Sequence[float], cells: int) -> list[float]:
    """Return figures summed up side by side, so that they fit into so many cells, the newest complete."""
    together = -(-len(figures) // max(cells, 1))
    first = len(figures) % together
    parts = [figures[:first]] if first else []
    parts += [figures[at : at + together] for at in range(first, len(figures), together)]
    return [float(sum(each)) for each in parts]


def _step(share: float, steps: int) -> int:
    return min(int(share * steps), steps - 1)
