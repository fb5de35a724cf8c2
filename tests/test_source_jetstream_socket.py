"""The line to a Jetstream server by itself."""

import pytest

from sources.errors import Unreachable
from sources.jetstream_socket import connected
from tests.feed_samples import NOW
from tests.rig_jetstream import event, network

T = int(NOW.timestamp() * 1e6) - 60_000_000
"""A minute ago."""


async def test_a_line_on_which_nothing_comes_is_left_and_no_other() -> None:
    async with network(event(1, T)) as net, connected(net.address, T, NOW, silence=0.9) as portions:
        assert len(await portions.next(1.0)) == 1
        await net.write(event(2, T + 1))
        assert len(await portions.next(1.0)) == 1
        with pytest.raises(Unreachable, match="fell silent"):
            await portions.next(1.0)
