"""A feed with a blemish that costs nothing is well, and says so; one that loses entries is not."""

from casebook.kinds import HealthKind
from tests.feed_samples import asking, rss, rss_item
from tests.loopback import Loopback, serve


async def test_white_space_before_the_declaration_is_told_and_no_alarm() -> None:
    body = "\n \n" + rss([rss_item(1), rss_item(2)])
    async with Loopback({"/f": [serve(body)]}) as server, asking(server.url("/f")) as feed:
        first, again = await feed.ask(), await feed.ask()
    assert len(first.mentions) == 2
    assert first.health.kind is HealthKind.OK
    assert first.health.say
    assert again.health.kind is HealthKind.NOT_MODIFIED
    assert again.health.say == first.health.say
