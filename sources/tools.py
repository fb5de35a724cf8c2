"""The real kit: one web, one parser and one keyring, closed together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from casebook.sparing import sparing
from sources import http
from sources.keyring import Keyring
from sources.kit import Kit
from sources.parser_process import ParserProcess


@asynccontextmanager
async def opened(*, soon: bool = False) -> AsyncIterator[Kit]:
    """Lend a kit; nothing is left behind.

    Args:
        soon: Start the parser now, for it will be needed; otherwise nothing is started before it is. It
            starts while we load what asks the web.
    """
    parser = ParserProcess()
    warming = asyncio.create_task(parser.warm()) if soon else None
    await asyncio.sleep(0)
    with sparing():  # here it may be that httpx is loaded, at first use
        web = http.Web()
    try:
        yield Kit(web, parser, Keyring(), web)
    finally:
        if warming is not None:
            warming.cancel()
            await asyncio.gather(warming, return_exceptions=True)
        await parser.close()
        await web.close()
