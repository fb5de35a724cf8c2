"""How far the causes that people name move the ranking of root causes."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.figures import Figure, missing
from bench.labelled import FOLDER, NOT_THERE, macro_f1
from bench.world import World
from casebook.mention import Mention
from playbooks.around import STRANGER
from playbooks.judge import said
from playbooks.labelling import labelled
from playbooks.learned_causes import NEEDED
from playbooks.learner import Decision, learn
from playbooks.playbook import Playbook, load

_AS_OURS = {
    "Customer Service Issue": "support",
    "Flight Attendant Complaints": "support",
    "longlines": "support",
    "Late Flight": "delivery",
    "Cancelled Flight": "delivery",
    "Lost Luggage": "lost_damaged",
    "Damaged Luggage": "lost_damaged",
    "Bad Flight": "product",
    "Flight Booking Problems": "account",
}
"""Which cause of the list that ships an airline's reason goes with; of any other, its own name."""
_STEPS = (0, NEEDED, 1_000, 1_800)
_TESTED = 400


@dataclass(frozen=True, slots=True)
class _Named:
    """One complaint, and the cause people gave it."""

    text: str
    domain: str
    cause: str


def naming(world: World) -> list[Figure]:
    """Measure how often the likeliest cause is the one people gave, on complaints not learned from."""
    rules, rows = load(), _rows("airline")
    if not rows:
        return [missing("causes people name", NOT_THERE)]
    ours = {each.domain for each in rows}
    strange = [each for each in _rows("facets") if each.domain not in ours]
    walks = [_walk(rules, rows, strange, seed) for seed in range(world.either(3, 1))]
    return [
        _told("cause, three airlines", [walk[0] for walk in walks], "other complaints of the same airlines"),
        _told(
            "cause, learned from airlines alone",
            [walk[1] for walk in walks],
            f"{len(strange)} complaints of other trades, whose words are mostly unknown to it",
        ),
    ]


def _rows(name: str) -> list[_Named]:
    """Return the complaints of a file that have a cause, the same words once."""
    file = FOLDER / f"{name}.jsonl"
    if not file.exists():
        return []
    found: dict[str, _Named] = {}
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        labels = row["labels"]
        if labels.get("cause") and labels.get("complaint", 1):
            cause = _AS_OURS.get(labels["cause"], labels["cause"])
            found.setdefault(
                " ".join(row["text"].casefold().split()), _Named(row["text"], row["domain"], cause)
            )
    return list(found.values())


Right = dict[int, tuple[float, float]]
"""By how many decisions: the share that is right, and macro-F1."""


def _walk(
    rules: Playbook, rows: Sequence[_Named], strange: Sequence[_Named], seed: int
) -> tuple[Right, Right]:
    shuffled = random.Random(seed).sample(rows, len(rows))
    tested, known = shuffled[:_TESTED], shuffled[_TESTED:]
    books = {step: _taught(rules, known[:step]) for step in _STEPS if step <= len(known)}
    here, there = ({step: _right(book, each) for step, book in books.items()} for each in (tested, strange))
    return here, there


def _taught(rules: Playbook, known: Sequence[_Named]) -> Playbook:
    decisions = [Decision(_mention(each.text), {}, each.cause) for each in known]
    return replace(rules, learned=learn(rules, decisions))


def _right(book: Playbook, tested: Sequence[_Named]) -> tuple[float, float]:
    pairs = [(each.cause, _likeliest(book, each.text)) for each in tested]
    return sum(gold == ours for gold, ours in pairs) / len(pairs), macro_f1(pairs)


def _likeliest(book: Playbook, text: str) -> str:
    """Return the likeliest cause of what is known to be a complaint."""
    reading = book.rules.read(said(_mention(text)))
    specific = labelled(reading, _mention(text), book, STRANGER).is_so("specific")
    return book.learned.heard(reading).causes(book.causes, specific)[0].key


def _mention(text: str) -> Mention:
    return Mention("bench", "1", text)


def _told(name: str, walks: Sequence[Right], tested: str) -> Figure:
    steps = sorted(walks[0])
    right, macro = (
        {step: sum(walk[step][each] for walk in walks) / len(walks) for step in steps} for each in (0, 1)
    )
    note = (
        f"share of complaints whose likeliest cause is the one people gave, on {tested}, none of them "
        f"learned from, mean of {len(walks)}; macro-F1 "
        f"{', '.join(f'{step:,}: {macro[step]:.3f}' for step in steps)}. "
        "The airline's reasons are counted as causes of the list that ships."
    )
    beside: dict[str, float | None] = {f"after {step:,}": round(right[step], 3) for step in steps if step}
    return Figure(name, round(right[0], 3), "of the causes", None, beside, note)
