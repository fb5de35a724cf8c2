"""The table of figures: every row there is, in the order of the report."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.figures import Figure
from bench.rows import (
    arrival,
    bulk,
    cold,
    depot,
    filters,
    finding,
    great,
    idle,
    judging,
    listening,
    network,
    pressing,
    readers,
    refresh,
    size,
    slow_line,
    start,
    stream,
)
from bench.world import World


@dataclass(frozen=True, slots=True)
class Row:
    """One row, or a family of them."""

    name: str
    """What it is called on the command line."""
    says: str
    """What it measures, as the report's heading."""
    measure: Callable[[World], list[Figure]]


ROWS = (
    Row("refresh", "Refreshing feeds, collector and reader both running", refresh.running),
    Row(
        "refresh-command",
        "Refreshing feeds as one command, start-up included; and the first time of all",
        refresh.command,
    ),
    Row("readers", "The same over fewer feeds, beside libraries of Python", readers.measure),
    Row("first-mention", "From process start to the first mention in the store", arrival.measure),
    Row("cold-keys", "Keys while all feeds refresh for the first time", cold.measure),
    Row("listening", "Twenty senders that hand in a thousand mentions a second", listening.measure),
    Row("network", "All of Bluesky at 2,000 posts a second, for 200 phrases", network.measure),
    Row("start", "Start-up to the queue", start.measure),
    Row("keys", "Moving in the queue", pressing.measure),
    Row("stream", "A thousand mentions a second", stream.measure),
    Row("idle", "When nothing happens", idle.quiet),
    Row("bulk", "A queue of many rows", bulk.measure),
    Row("memory", "Memory", idle.held),
    Row("store", "The store", depot.measure),
    Row("filters", "Filters over the greatest store", filters.measure),
    Row("great", "All day over the greatest store", great.measure),
    Row("finding", "What is looked up, with ten thousand mentions and a million", finding.measure),
    Row("judging", "A verdict", judging.speed),
    Row("learning", "What decisions teach", judging.learning),
    Row("slow-line", "A line of 2 kB/s with 300 ms delay", slow_line.measure),
    Row("size", "What an installation takes", size.measure),
)
"""Every row."""


def chosen(names: list[str]) -> list[Row]:
    """Return the rows of these names, or all where none is named.

    Raises:
        KeyError: There is no such row.
    """
    known = {each.name: each for each in ROWS}
    return [known[name] for name in names] if names else list(ROWS)
