"""What first: the sum of what counts, against the thresholds of the playbook."""

from datetime import timedelta

from casebook.kinds import Sort
from playbooks.playbook import Weights

SOON = 2
"""What is urgent whatever it weighs."""
LATER = 3
"""What somebody has to look at in any case."""


def priority_of(points: int, sort: Sort, weights: Weights) -> int | None:
    """Return 1, 2 or 3, or None where nothing is to be put right.

    A question is owed an answer without hurry, unless they are within reach for so long only. News is
    nobody's complaint, and becomes urgent all the same where the story has travelled far enough to have
    points of its own.
    """
    if sort in (Sort.COMPLAINT, Sort.QUESTION):
        return _by_points(points, weights)
    return _by_points(points, weights) if sort is Sort.NEWS and points > 0 else None


def ahead_by(points: int, priority: int | None, weights: Weights) -> int:
    """Return by how many minutes what is beyond a priority's own points moves a row ahead in it."""
    asked = {1: weights.first, 2: weights.second, 3: 0}.get(priority or 0)
    beyond = max(0, points - asked) if asked is not None else 0
    return min(weights.ahead * beyond, weights.most_ahead) // timedelta(minutes=1)


def _by_points(points: int, weights: Weights) -> int:
    if points >= weights.first:
        return 1
    return 2 if points >= weights.second else 3
