"""The real kit: one web and one parser, closed together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sources.http import Web
from sources.kit import Kit
from sources.parser_process import ParserProcess


@asynccontextmanager
async def opened() -> AsyncIterator[Kit]:
    """Lend a kit; nothing is opened or started before it is needed, and nothing is left behind."""
    web, parser = Web(), ParserProcess()
    try:
        yield Kit(web, parser)
    finally:
        await parser.close()
        await web.close()
