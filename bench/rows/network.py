"""The whole of Bluesky at forty times its pace: what it costs to look through it for two hundred phrases.

The posts of a recorded window are looked through again and again, each with words of its own at its end so
that none is like the one before.
"""

import json
import os
import random
import string
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure, middle, missing, ratio
from bench.world import World
from casebook.query.rule import Brand, Rule, rule_of
from desk.ourselves import HERE
from sources.jetstream_parse import POSTS, sift

_WINDOW = Path("bluesky", "jetstream_expected_v1.jsonl")
_PHRASES, _RATE = 200, 2_000
_PORTION = 500
_GOAL = 0.15
"""Of a core at that rate: the collector has more to do."""
_FITTING = 500
"""One of so many posts is for us."""


def measure(world: World) -> list[Figure]:
    """Measure the CPU of looking through posts, beside reading them all, and beside looking word by word."""
    folder = Path(os.environ.get("AMENDS_FIXTURES") or HERE.parent / "shared" / "fixtures")
    if not (folder / _WINDOW).exists():
        return [missing("looking through posts", f"there is no recorded window at {folder / _WINDOW}")]
    seconds, phrases = world.either(10, 2), _phrases()
    posts = _posts((folder / _WINDOW).read_bytes().splitlines(), seconds * _RATE, phrases[0])
    rule = rule_of([Brand(each, (each,)) for each in phrases])
    ours, floor, naive = [], [], []
    for _ in range(world.rounds):
        ours.append(_cost(lambda: _sifted(posts, rule)))
        floor.append(_cost(lambda: [json.loads(each) for each in posts]))
        naive.append(_cost(lambda: _word_by_word(posts, phrases)))
    fitting = len(posts) // _FITTING
    if _sifted(posts, rule) < fitting:
        return [missing("looking through posts", "some that fit were missed")]
    return _figures(ours, floor, naive, len(posts))


def _figures(ours: list[float], floor: list[float], naive: list[float], many: int) -> list[Figure]:
    costs = [(middle(each) or 0.0) / many for each in (ours, floor, naive)]
    beside = {
        "floor: json.loads of the same lines": ratio(costs[0], costs[1]),
        "json.loads, lower, 200 × in": ratio(costs[0], costs[2]),
    }
    says = f"{1 / costs[0]:,.0f} a second on one core; {many:,} of a recorded window, 1 of {_FITTING} for us"
    return [
        Figure("part of a core at 2,000 posts a second", costs[0] * _RATE, "core", _GOAL, {}, says),
        Figure("a post", costs[0] * 1e6, "µs CPU", None, beside, "beside: ours by theirs"),
    ]


def _cost(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _sifted(posts: list[bytes], rule: Rule) -> int:
    """Look through posts a portion at a time, as the collector does; return how many fit."""
    return sum(len(sift(posts[at : at + _PORTION], rule).mentions) for at in range(0, len(posts), _PORTION))


def _word_by_word(posts: list[bytes], phrases: list[str]) -> int:
    """Do the same as most scripts do."""
    found = 0
    for each in posts:
        text = json.loads(each)["commit"]["record"]["text"].lower()
        found += any(phrase in text for phrase in phrases)
    return found


def _phrases() -> list[str]:
    chance = random.Random(4)

    def word() -> str:
        return "".join(chance.choices(string.ascii_lowercase, k=chance.randint(5, 10)))

    return [word() if at % 3 else f"{word()} {word()}" for at in range(_PHRASES)]


def _posts(lines: list[bytes], many: int, wanted: str) -> list[bytes]:
    """Return so many posts of a window, every so often one that names us."""
    said = [json.loads(line) for line in lines]
    posts = [
        each
        for each in said
        if each.get("commit", {}).get("collection") == POSTS and "record" in each["commit"]
    ]
    found: list[bytes] = []
    for number in range(many):
        each = json.loads(json.dumps(posts[number % len(posts)]))
        each["commit"]["rev"] = f"r{number}"
        each["commit"]["record"]["text"] += f" {number}" + ("" if number % _FITTING else f" {wanted}")
        found.append(json.dumps(each, ensure_ascii=False, separators=(",", ":")).encode())
    return found
