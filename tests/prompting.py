"""What the tests of the `:` line share: three complaints, and hands that type."""

from casebook.mention import Mention
from tests.at_the_desk import Hands
from tests.desk_world import after, complaint
from tui.screens.command import CommandField, CommandScreen

NAMES = {" ": "space", ":": "colon", "-": "minus", "#": "number_sign", "_": "underscore"}


def some() -> tuple[Mention, ...]:
    """Three complaints, the oldest first: ada and cleo speak of a refund, ben of a parcel."""
    said = {
        "ada": "Where is my refund? Nobody answers my calls.",
        "ben": "The parcel never came and support hung up on me.",
        "cleo": "Refund late, and late again. Nobody answers my letters.",
    }
    return tuple(
        complaint(name, author_handle=name, text=text, created_at=after(-60 + 10 * number))
        for number, (name, text) in enumerate(said.items())
    )


def field(hands: Hands) -> CommandField:
    return hands.app.screen.query_one(CommandField)


def keys_of(said: str) -> list[str]:
    return [NAMES.get(each, each) for each in said]


async def typed(hands: Hands, said: str) -> None:
    await hands.press(*keys_of(said))


async def say(hands: Hands, said: str) -> None:
    await hands.press("colon")
    await hands.on(CommandScreen)
    await typed(hands, said)
    await hands.press("enter")


async def lists(hands: Hands, *wanted: int) -> None:
    await hands.until(lambda: [row.id for row in hands.pane.page.rows] == list(wanted), f"rows {wanted}")
