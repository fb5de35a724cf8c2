"""Starting the afternoon: its server as a child that ends with us, and the settings that point to it."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casebook.store.place import make_folder
from desk.demo.prepare import prepare
from desk.errors import DeskError
from desk.ourselves import python

_PATIENCE = 5.0
"""How long the server may take to end, in seconds."""


@contextmanager
def afternoon(folder: Path, *, fast: bool = False) -> Iterator[Path]:
    """Serve the afternoon of a folder while the block runs; gives the settings file to use.

    The server ends when we do, however we end: it reads our end of a pipe.

    Raises:
        StoreError: The folder cannot be made.
        DeskError: The server did not come up.
    """
    make_folder(folder)
    command = python("desk.demo.server", str(folder), *(["--fast"] if fast else []))
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        try:
            yield prepare(folder, _port(server), fast=fast)
        finally:
            _end(server)


def _port(server: "subprocess.Popen[bytes]") -> int:
    line = server.stdout.readline() if server.stdout else b""
    try:
        return int(json.loads(line)["port"])
    except (ValueError, KeyError) as error:
        raise DeskError(
            "the demo's own server did not start: is Python able to open a port on 127.0.0.1?"
        ) from error


def _end(server: "subprocess.Popen[bytes]") -> None:
    if server.stdin:
        server.stdin.close()
    try:
        server.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
