"""A playbook to change, and mentions to judge: shared by the tests of the playbooks."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from casebook.kinds import CustomerKind, Portal
from casebook.mention import Mention
from playbooks.around import Around
from playbooks.judge import judge
from playbooks.playbook import SHIPPED, Playbook
from playbooks.verdict import Ground, Verdict

NOW = datetime(2026, 3, 4, 22, 14, tzinfo=UTC)


def copied(folder: Path) -> Path:
    """Copy the shipped playbook, as a company would, and return the copy."""
    return Path(shutil.copytree(SHIPPED, folder / "ours"))


def rewritten(file: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} does not have {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(text: str, *, minutes_ago: float = 120, portal: Portal = Portal.SOCIAL, **more: Any) -> Mention:
    """Make a mention, posted two hours ago on a social site."""
    posted = NOW - timedelta(minutes=minutes_ago)
    return Mention(source="feed", native_id="1", text=text, created_at=posted, portal=portal, **more)


def judged(
    playbook: Playbook,
    mention: Mention | str,
    customer: CustomerKind = CustomerKind.UNKNOWN,
    known: bool = False,
) -> Verdict:
    """Judge a mention, or a text as one."""
    heard = said(mention) if isinstance(mention, str) else mention
    return judge(heard, playbook, NOW, Around(customer=customer, known=known))


def ground_of(verdict: Verdict, key: str) -> Ground:
    """Return the first ground of a verdict that is of a weight or a chance by its name."""
    return next(each for each in verdict.grounds if each.key == key)


def why(verdict: Verdict) -> str:
    """Return all reasons of a verdict in one text, with the words they rest on."""
    return " · ".join(f'{each.what} "{each.words}" {each.points}' for each in verdict.reasons)
