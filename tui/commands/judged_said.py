"""A verdict as lines: JSON for a script, or plain words. Pure."""

from collections.abc import Iterator
from typing import Any

from casebook.frozen import frozen
from casebook.mention import Mention
from playbooks.playbook import Playbook
from playbooks.verdict import Ground, Verdict
from sources.text import clean_line
from tui.commands.lines import as_json

_SHOWN = 90
"""Characters shown of a mention."""
_NONE = "other"
"""What a root cause is called where none can be told, as far as the playbook knows the word."""


@frozen
class Judged:
    """One line's mention, and what was found."""

    id: Any
    """As the line has it; its number where it has none."""
    mention: Mention
    verdict: Verdict
    playbook: Playbook


def json_lines(judged: Judged) -> Iterator[str]:
    """Yield a verdict as one line of JSON."""
    verdict = judged.verdict
    yield as_json(
        {
            "id": judged.id,
            "labels": _labels(judged),
            "priority": verdict.priority,
            "evidence": [_evidence(each) for each in verdict.grounds],
            "sort": verdict.sort,
            "causes": [[key, round(likely, 4)] for key, likely in verdict.causes],
            "wants": verdict.wants or None,
            "reach_by": verdict.reach_by.isoformat() if verdict.reach_by else None,
            "lang": verdict.lang,
        }
    )


def plain_lines(judged: Judged) -> Iterator[str]:
    """Yield a verdict for a reader: priority, sort, the first words; then a line for each reason."""
    verdict, said = judged.verdict, judged.mention
    first = clean_line(said.title or said.text[: 2 * _SHOWN])[:_SHOWN]
    yield f"{clean_line(str(judged.id))}\t{verdict.priority or '·'}\t{verdict.sort}\t{first}"
    yield from (f"\t{_plain(each)}" for each in verdict.grounds)


def _labels(judged: Judged) -> dict[str, Any]:
    labels = judged.verdict.labels
    chances = {name: getattr(labels, name) for name in ("complaint", "specific", "double", "abusive")}
    unknown = _NONE if any(each.key == _NONE for each in judged.playbook.causes) else None
    return {
        **{name: round(chance, 4) for name, chance in chances.items()},
        "blame": labels.blame,
        "cause": labels.cause or unknown,
        "severity": labels.severity,
    }


def _evidence(ground: Ground) -> dict[str, Any]:
    return {
        "what": ground.what,
        "words": ground.words,
        "start": ground.start,
        "end": ground.end,
        "weight": ground.points,
        "key": ground.key,
    }


def _plain(ground: Ground) -> str:
    points = f"{ground.points:+d}" if ground.points else " ·"
    return clean_line(f"{points} {ground.what}" + (f" “{ground.words}”" if ground.words else ""))
