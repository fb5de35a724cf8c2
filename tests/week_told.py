"""Tell the scripted week as it went: `python -m tests.week_told [SEED]`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.mention import KeptMention
from casebook.store.store import Store
from playbooks.playbook import load
from tests.week_play import Week
from tests.week_story import ECHO


def main(seed: int) -> None:
    """Play it, and say what happened."""
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "casebook.db")
        week = Week(store, load(None), seed)
        week.play_before()
        _say(f"the weeks before: {store.mentions.count(None)} mentions")
        week.until_night()
        _say(f"Thursday, three in the morning: {week.undecided()} undecided; the first rows:")
        for row in week.first_rows():
            _say(_row(row))
        week.to_the_end()
        echo = week.kept(ECHO)
        _say(f"the story at the end: {week.story().status}, rung {week.story().rung}")
        _say(f"the echo: case {echo.case}, {echo.decision}, {echo.reasons[0].what if echo.reasons else ''}")
        for storm in week.storms():
            _say(f"storm of {storm.stream or 'all'}: {storm.raised_at} to {storm.over_at}, {storm.figures}")
        store.close()


def _row(row: KeptMention) -> str:
    said = row.mention
    why = "; ".join(f"{each.points:+d} {each.what}" for each in row.reasons if each.points)
    return f"  P{row.priority or '·'} {said.via} @{said.author_handle} {said.text[:70]!r}\n      {why}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
