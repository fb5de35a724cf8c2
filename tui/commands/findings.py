"""Findings as lines: for the eye, told as they come, or as JSON."""

import logging
import shutil
import sys
from collections.abc import Iterable, Iterator
from textwrap import wrap

from desk.doctor.finding import Finding, State, wrong
from sources.text import clean_line
from tui.commands.lines import as_json

log = logging.getLogger(__name__)

_WHAT, _WIDEST = 13, 100


class Report:
    """What is told, and how much of it was wrong."""

    def __init__(self, *, json: bool) -> None:
        self._json = json
        self._notes = 0
        self._wrong: list[str] = []
        self._width = min(shutil.get_terminal_size().columns, _WIDEST)

    @property
    def wrong(self) -> int:
        """How many things are to be put right."""
        return len(self._wrong)

    def tell(self, part: str, findings: Iterable[Finding], remark: str = "") -> None:
        """Tell the findings of a part as they come; a look that breaks is a finding too."""
        if not self._json:
            print(f"{part}{remark}", flush=True)
        for each in _to_the_end(part, findings):
            self._one(part, each)

    def end(self) -> None:
        """Tell how it all stands."""
        if not self._json:
            many = f"{self.wrong} wrong: {', '.join(self._wrong)}" if self._wrong else "Nothing is wrong"
            print(f"{many}{f'; {self._notes} good to know' if self._notes else ''}.")

    def _one(self, part: str, finding: Finding) -> None:
        self._notes += finding.state is State.NOTE
        if finding.state is State.WRONG:
            self._wrong.append(clean_line(finding.what))
        told = {name: clean_line(getattr(finding, name)) for name in ("what", "state", "say", "do")}
        if self._json:
            print(as_json({"part": part.lower(), **told}))
        else:
            self._lines(told["state"], told["what"], told["say"], told["do"])
        sys.stdout.flush()

    def _lines(self, state: str, what: str, say: str, do: str) -> None:
        head = f"  {state:<6} {what:<{_WHAT}} "
        first, *more = wrap(say, max(self._width - len(head), 20)) or [""]
        print(head + first)
        for line in (*more, *wrap(f"→ {do}" if do else "", max(self._width - len(head), 20))):
            print(" " * len(head) + line)


def _to_the_end(part: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; a look that breaks is the last, unlike our output that does."""
    try:
        yield from findings
    except Exception as error:  # the edge: whatever breaks one look must not end the others
        log.exception("looking at %s has failed", part)
        say = f"the look itself broke ({type(error).__name__}): {error}"
        yield wrong(part.lower(), say, "tell whoever looks after amends here")
