"""The next step as the command line says it: every act by its command."""

import re
from collections.abc import Mapping

from playbooks.next_step import Step

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


def said(step: Step, name: str) -> str:
    """Return a step in which every act stands as a command on the matter of this name."""

    def filled(found: "re.Match[str]") -> str:
        word = found[1]
        if word in COMMANDS:
            return f"`amends {COMMANDS[word]} {name}`"
        return step.about.get(word, f"({word})")

    return _NAMED.sub(filled, step.say)
