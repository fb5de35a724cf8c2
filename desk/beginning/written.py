"""The settings somebody begins with, as the text of a file, commented."""

import json
from collections.abc import Mapping
from typing import Any

from desk.beginning.answers import Answers
from desk.beginning.places import Table

_HEAD = """\
# The settings of amends. Change by hand what you like; amends never rewrites it.
# A key or value it does not know is an error that names it, and what is known.
"""
_WORDS = """\
# What people call you: words, or several side by side. Case and accents make
# no difference; a star lets a word go on (acme*).
"""
_LOOKALIKES = "# A hit that stands only inside one of these is not meant.\n"
_SOURCES = """\
# Where is listened. `every` says how often ("5m", "1h"), `expect` how long it
# may be silent before that is an alarm (without it, amends learns it), `portal`
# what kind of place it is: complaint, aimed or social.
# Keys and passwords never stand here, only where they are:
#   token = "env:NAME"
#   token = "command:pass show NAME"
#   token = "file:~/.config/amends/NAME"     (chmod 600)
"""


def settings_text(answers: Answers, sources: Mapping[str, Table]) -> str:
    """Return the text of a settings file.

    Args:
        answers: What was said.
        sources: The tables of the sources, by their names.
    """
    parts = [
        _HEAD,
        table_text("company", {"name": answers.company}),
        table_text("responder", {"name": answers.responder}),
        _WORDS + _brand(answers),
        _SOURCES + "\n".join(table_text(f"sources.{_key(name)}", table) for name, table in sources.items()),
    ]
    return "\n".join(parts)


def _brand(answers: Answers) -> str:
    told = {"words": answers.words, "misspellings": answers.misspellings}
    text = table_text(
        f"brands.{_key(answers.brand)}", {name: list(said) for name, said in told.items() if said}
    )
    return text + (_LOOKALIKES + _line("lookalikes", list(answers.lookalikes)) if answers.lookalikes else "")


def table_text(name: str, said: Mapping[str, Any]) -> str:
    """Return one table as TOML: of texts, numbers, truths and lists of them."""
    return "".join([f"[{name}]\n", *(_line(key, value) for key, value in said.items())])


def _line(key: str, value: Any) -> str:
    return f"{_key(key)} = {_value(value)}\n"


def _key(name: str) -> str:
    """Return a key as TOML has it: bare where it may be."""
    return name if name.isascii() and name.replace("-", "").replace("_", "").isalnum() else _value(name)


def _value(value: Any) -> str:
    """Return a text, a list of texts, a number or a truth as TOML writes it: as JSON, but for one sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
