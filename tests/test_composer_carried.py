"""The composer after words of the same case: what was said before is offered, marked, and to be checked."""

from pathlib import Path

from desk.answering import posted
from tests.at_the_desk import text_of
from tests.composing import ANSWERS, composing, fill, take
from tests.desk_world import playbook
from tui.screens.composer import ComposerScreen
from tui.screens.queue import QueueScreen


async def test_what_was_said_before_is_marked_and_no_time_is_taken_over(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await fill(hands, screen, ANSWERS)
        await hands.press("escape")
        await hands.on(QueueScreen)
        hands.elsewhere(posted, playbook(), 1, None, answer=False, by="dana")
        await hands.press("r")
        screen = await hands.on(ComposerScreen)
        await hands.until(lambda: "Case #" in text_of(screen, "#composer-head"), "the case read")
        await take(hands, screen)
        assert screen.writing.missing == ("by_when",)
        await hands.shows("1 to fill, 2 from your last words to check")
        await hands.shows("From your last words: ")
        screen.form.go_to("looking_into")
        await hands.shows("1 to fill, 1 from your last words to check")
        await hands.press("escape")
        await hands.on(QueueScreen)
        await hands.press("r")
        await hands.on(ComposerScreen)
        await hands.shows("1 to fill, 1 from your last words to check")
        await hands.shows("From your last words: ")
