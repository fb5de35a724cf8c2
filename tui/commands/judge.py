"""`amends judge`: what the queue would say of lines from outside, and why; nothing is kept."""

import sys
from argparse import Namespace
from collections.abc import Iterator

from casebook.clock import utc_now
from casebook.mention import Mention
from playbooks.judge import judge
from playbooks.playbook import Playbook, load
from sources.errors import SourceError
from sources.jsonlines import object_of, read_json, told
from tui.commands.judged_said import Judged, json_lines, plain_lines
from tui.commands.lines_in import BadLine, Line, batches
from tui.commands.parser import FINE, WORLD
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
    return _Bench(load(settings.playbook), json=args.json).judge(args.file)


class _Bench:
    """One run's work, and what it has had to complain of."""

    def __init__(self, playbook: Playbook, *, json: bool) -> None:
        self._playbook, self._lines = playbook, json_lines if json else plain_lines
        self._code, self._told = FINE, set[str]()

    def judge(self, name: str) -> int:
        """Print the verdict on each line of a file as it comes in, and return the exit code."""
        for batch in batches(name, LONGEST):
            for line in batch:
                for each in self._judged(line):
                    sys.stdout.write(f"{each}\n")
            sys.stdout.flush()
        return self._code

    def _judged(self, line: Line) -> Iterator[str]:
        try:
            said = object_of(read_json(line.text(LONGEST)))
            given, wrong = told(said, _TOLD)
            if not (given.get("text") or given.get("title")):
                raise BadLine(wrong.get("text", "it has no text"))
        except (BadLine, SourceError) as error:
            self._code = complain(f"line {line.number}: {error}", WORLD)
            return
        self._doubt(line, wrong)
        mention = Mention(source="line", native_id=str(line.number), **given)
        verdict = judge(mention, self._playbook, utc_now())
        yield from self._lines(Judged(said.get("id", line.number), mention, verdict, self._playbook))

    def _doubt(self, line: Line, wrong: dict[str, str]) -> None:
        """Say once of each field that it does not fit: the line is judged without."""
        for name in sorted(wrong.keys() - self._told):
            self._told.add(name)
            complain(f"line {line.number}: {wrong[name]}; judged without, as others like it", FINE)
