"""`amends judge`: what the queue would say of lines from outside, and why; nothing is kept."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from casebook.clock import utc_now
from casebook.mention import Mention
from desk.errors import DeskError
from desk.ours import playbook_of
from playbooks.causes import read_causes
from playbooks.judge import judge
from playbooks.learned import CAUSE, FACETS, SEVERITY
from playbooks.learner import Decision, learn
from playbooks.overruled import Overrulable
from playbooks.playbook import Playbook
from playbooks.severity import ANNOYANCE, HARM, LOSS
from sources.errors import SourceError
from sources.jsonlines import object_of, read_json, told
from tui.commands.judged_said import Judged, json_lines, plain_lines
from tui.commands.lines_in import BadLine, Line, batches
from tui.commands.parser import FINE, WORLD
from tui.commands.replayed import replayed
from tui.commands.say import complain
from tui.commands.usual import settings_of

LONGEST = 2**25
"""Bytes of one line at most; of a text only the beginning is looked at, however long."""
_TOLD = frozenset(
    {
        "title", "text", "kind", "url", "lang", "rating", "portal", "community", "completeness", "created_at",
        "author_handle", "author_name", "author_url", "author_reach", "author_reach_kind",
        "score", "comments", "reposts", "likes", "views", "upvote_ratio",
    }
)  # fmt: skip
"""What a verdict may rest on. Whence a line comes is nothing to it: other people's words for that fit too."""


def run(args: Namespace) -> int:
    """Judge what is given; the exit code tells whether all of it could be read."""
    settings = settings_of(args)
    if args.replay is not None or args.weights is not None:
        return replayed(args, settings)
    bench = _Bench(_playbook(playbook_of(settings), args.causes))
    if args.decisions is not None:
        bench.learn(args.decisions)
    return bench.judge(args.file, json=args.json)


def _playbook(playbook: Playbook, causes: Path | None) -> Playbook:
    return playbook if causes is None else playbook.with_causes(read_causes(causes))


class _Bench:
    """One run's work, and what it has had to complain of."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self._code, self._told = FINE, set[str]()

    def learn(self, name: str) -> None:
        """Learn from the labelled lines of a file, for this run alone.

        Raises:
            DeskError: There is nothing in them to learn from.
        """
        lines = (line for batch in batches(name, LONGEST) for line in batch)
        decisions = [each for line in lines for each in self._decisions(line)]
        if not decisions:
            wanted = ", ".join(f'"{each}"' for each in FACETS)
            why = f'one of {wanted} with 0 or 1, a "{SEVERITY}" from 1 to 3, or a "{CAUSE}" of the list'
            raise DeskError(f"{name}: no line has labels to learn from: {why}")
        self._playbook = replace(self._playbook, learned=learn(self._playbook, decisions))

    def judge(self, name: str, *, json: bool) -> int:
        """Print the verdict on each line of a file as it comes in, and return the exit code."""
        lines = json_lines if json else plain_lines
        for batch in batches(name, LONGEST):
            for judged in (each for line in batch for each in self._judged(line)):
                sys.stdout.writelines(f"{each}\n" for each in lines(judged))
            sys.stdout.flush()
        return self._code

    def _decisions(self, line: Line) -> Iterator[Decision]:
        for said, mention in self._read(line):
            labels = said.get("labels")
            given = labels if isinstance(labels, Mapping) else {}
            decided = {facet: bool(given[facet]) for facet in FACETS if given.get(facet) in (0, 1)}
            if given.get(SEVERITY) in (ANNOYANCE, LOSS, HARM):
                decided[SEVERITY] = given[SEVERITY] >= LOSS
            cause = given.get(CAUSE)
            cause = cause if any(cause == each.key for each in self._playbook.causes) else None
            self._doubt(line, _not_learned(given, cause), "nothing is learned of that, as of others like it")
            if decided or cause is not None:
                yield Decision(mention, decided, cause)

    def _judged(self, line: Line) -> Iterator[Judged]:
        for said, mention in self._read(line):
            verdict = judge(mention, self._playbook, utc_now())
            yield Judged(said.get("id", line.number), mention, verdict, self._playbook)

    def _read(self, line: Line) -> Iterator[tuple[Mapping[str, Any], Mention]]:
        """Yield what a line says and the mention in it; one that holds none is complained of."""
        try:
            said = object_of(read_json(line.text(LONGEST)))
            given, wrong = told(said, _TOLD)
            if not (given.get("text") or given.get("title")):
                raise BadLine(wrong.get("text", "it has no text"))
        except (BadLine, SourceError) as error:
            self._code = complain(f"line {line.number}: {error}", WORLD)
            return
        self._doubt(line, wrong, "judged without, as others like it")
        yield said, Mention(source="line", native_id=str(line.number), **given)

    def _doubt(self, line: Line, wrong: Mapping[str, str], so: str) -> None:
        """Say once of each field that it does not fit, and what is done: the line itself is good."""
        for name in sorted(wrong.keys() - self._told):
            self._told.add(name)
            complain(f"line {line.number}: {wrong[name]}; {so}", FINE)


def _not_learned(given: Mapping[str, Any], cause: str | None) -> dict[str, str]:
    """Return which labels nobody here knows, and the cause that is none of the list, each in words."""
    unknown = {each: f"no label is called {each!r:.40}" for each in given.keys() - set(Overrulable)}
    if given.get(CAUSE) is not None and cause is None:
        unknown[CAUSE] = f"{given[CAUSE]!r:.40} is no cause of the list"
    return unknown
