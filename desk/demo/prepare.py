"""The settings of the made-up afternoon: a file like any responder's."""

import json
from pathlib import Path

from desk.demo.afternoon import Afternoon, Feed, Shape, load
from desk.demo.server import HOST

SETTINGS = "settings.toml"
_EVERY, _EVERY_FAST = "5s", "1s"


def prepare(folder: Path, port: int, *, fast: bool = False) -> Path:
    """Write the settings for the afternoon's server on a port, and return the file.

    The store stands beside them, so that what was done before the server came back is still there.
    """
    file = folder / SETTINGS
    beside = file.with_suffix(".new")
    beside.write_text(settings_text(load(), port, _EVERY_FAST if fast else _EVERY), encoding="utf-8")
    beside.replace(file)
    return file


def settings_text(afternoon: Afternoon, port: int, every: str) -> str:
    """Return the settings as TOML."""
    head = [
        "# Written by `amends demo`: a made-up company, a made-up afternoon.",
        _table("company", name=afternoon.company),
        _table("responder", name=afternoon.responder),
        _table("store", place="amends.db"),
        _table(f"brands.{afternoon.query}", words=[afternoon.query]),
    ]
    sources = [_source(each, afternoon.query, f"http://{HOST}:{port}", every) for each in afternoon.feeds]
    return "\n".join([*head, *sources])


def _source(feed: Feed, query: str, base: str, every: str) -> str:
    name = f"sources.{feed.name}"
    if feed.shape is Shape.HACKERNEWS:
        told = {"kind": "hackernews", "query": query, "base_url": f"{base}/{feed.name}"}
    else:
        told = {"kind": "feed", "url": f"{base}/{feed.name}"}
    return _table(name, **told, backfill="7d", every=every, portal=feed.portal.value)


def _table(table: str, **keys: str | list[str]) -> str:
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join([f"[{table}]", *lines, ""])
