"""A responder in the composer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.events import Paste
from textual.widgets import Input

from casebook.case import Draft
from casebook.mention import Mention
from desk.answering import draft_of
from playbooks.template import Template
from tests.at_the_desk import Hands, at_the_desk, text_of
from tests.desk_world import complaint, playbook
from tui.screens.composer import ComposerScreen
from tui.screens.picker import TemplatePicker

FIRST = playbook().templates[0]
NAMES = [field.name for field in FIRST.fields]
HOLES = [name for name in NAMES if name not in ("name", "me")]
"""The fields that nothing is known for beforehand."""
ANSWERS = {name: f"the {name}" for name in NAMES}


@asynccontextmanager
async def composing(
    folder: Path, mention: Mention | None = None, key: str = "r", **about: Any
) -> AsyncIterator[tuple[Hands, ComposerScreen]]:
    """Sit down and open the composer on the only mention."""
    async with at_the_desk(folder, mention or complaint(), **about) as hands:
        await hands.press(key)
        await hands.until(lambda: any(isinstance(each, ComposerScreen) for each in hands.app.screen_stack))
        screen = next(each for each in hands.app.screen_stack if isinstance(each, ComposerScreen))
        await hands.until(lambda: "Case #" in text_of(screen, "#composer-head"), "the case read")
        yield hands, screen


async def take(hands: Hands, screen: ComposerScreen, template: Template = FIRST) -> None:
    """Insert a template."""
    await hands.press("ctrl+t")
    picker = await hands.on(TemplatePicker)
    hands.app.post_message(Paste(template.title))
    await hands.until(lambda: picker.query_one(Input).value != "")
    await hands.press("enter")
    await hands.on(ComposerScreen)
    await hands.until(lambda: screen.writing.template == template and screen.form.values != {})


async def fill(hands: Hands, screen: ComposerScreen, answers: dict[str, str]) -> None:
    """Walk the fields and put an answer into each."""
    for name, answer in answers.items():
        screen.form.go_to(name)
        await hands.until(lambda name=name: focus(hands) == f"field-{name}")  # type: ignore[misc]
        hands.app.post_message(Paste(answer))
        await hands.until(lambda name=name, answer=answer: screen.form.values[name] == answer)  # type: ignore[misc]


def focus(hands: Hands) -> str | None:
    return hands.app.focused.id if hands.app.focused else None


def on_disk(hands: Hands) -> Draft | None:
    return draft_of(hands.world.store, 1, "dana")


def said(screen: ComposerScreen) -> str:
    return text_of(screen, "#composer-say")
