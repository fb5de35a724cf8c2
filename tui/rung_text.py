"""How far a story has travelled, as the case screen shows it."""

from datetime import datetime

from textual.content import Content

from casebook.case import Case
from playbooks.playbook import Playbook
from tui.rows import joined, words
from tui.rung_words import rung_facts


def travelled(case: Case, playbook: Playbook, now: datetime) -> Content:
    """Return the rung of a case, what put it there and when, what it asks for, and the plan for the next."""
    lines: list[Content | str] = [words("How far it has travelled", "bold underline")]
    for label, said in rung_facts(case, playbook, now):
        first = words(said, "bold") if label == "story" else words(said)
        lines.append(first if label == "story" else joined([words(f"{label:<11}", "dim"), first]))
    return joined(lines, "\n")
