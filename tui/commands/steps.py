"""The next step as the command line says it: every act by its command."""

import re
from collections.abc import Mapping

from playbooks.next_step import Step
from tui.clauses import without

_NAMED = re.compile(r"\{([a-z_]+(?:\.[a-z_0-9]+)?)\}")

COMMANDS: Mapping[str, str] = {
    "queue.open": "do open",
    "queue.why": "show",
    "case.claim": "do claim",
    "case.template": "do draft",
    "case.reply": "do draft",
    "case.followup": "do followup",
    "case.promise": "do promise",
    "case.resolve": "do resolve",
    "case.posted": "do posted",
    "case.note": "do note",
    "case.heard": "do heard",
    "case.reopen": "do reopen",
    "case.history": "show",
    "case.snooze": "do wake",
    "case.link": "do cut",
}
"""The command of an act, by the id of its key."""


OF_ECHO: Mapping[str, str] = {**COMMANDS, "case.resolve": "do rest", "case.link": "do part"}
"""The same with an echo in front: it is decided, and not its case."""


_DOES = frozenset(id_ for id_, command in COMMANDS.items() if command.startswith("do "))


def said(step: Step, name: str, commands: Mapping[str, str] = COMMANDS, *, only_looks: bool = False) -> str:
    """Return a step in which every act stands as a command on the matter of this name.

    Args:
        step: What is to be done.
        name: The matter's, e.g. "c41".
        commands: Which command does what: `COMMANDS`, or `OF_ECHO`.
        only_looks: Whether nothing can be changed: then no act is named.
    """

    def filled(found: "re.Match[str]") -> str:
        word = found[1]
        if word in commands:
            return f"`amends {commands[word]} {name}`"
        return step.about.get(word, f"({word})")

    if only_looks:
        return _NAMED.sub(filled, step.idle or without(step.say, _DOES.__contains__))
    return _NAMED.sub(filled, step.say)
