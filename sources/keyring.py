"""The keyring fetches the secrets that the settings refer to, when they are needed, and shows them nobody."""

import asyncio
import os
import shlex
import stat
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from sources.errors import NoSecret
from sources.secret import FORM, flaw_of, named

_PATIENCE = 60.0
"""Seconds a command may take: it may ask a person for a key."""
_LARGEST = 16_384
"""Bytes of a secret."""


class Keyring:
    """Fetches secrets and remembers them for as long as the process lives, or until one is refused."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def of(self, reference: str) -> str:
        """Return the secret a reference leads to; empty for an empty reference.

        Raises:
            NoSecret: It cannot be had; the message says why and never holds any of it.
        """
        if not reference:
            return ""
        async with self._turns.setdefault(reference, asyncio.Lock()):
            if reference not in self._known:
                self._known[reference] = await asyncio.to_thread(fetched, reference)
            return self._known[reference]

    def forget(self, reference: str) -> None:
        """Fetch it anew the next time: the one we know was refused."""
        self._known.pop(reference, None)


def fetched(reference: str) -> str:
    """Return the secret a reference leads to; blocks.

    Raises:
        NoSecret: It cannot be had.
    """
    way, _, where = reference.partition(":")
    if flaw_of(reference):
        raise NoSecret(f"a secret {FORM}")
    secret = _WAYS[way](where.strip()).strip("\r\n")
    if not secret.strip() or not secret.isprintable():
        raise NoSecret(f"the secret at {named(reference)} is empty, or no single line of text")
    return secret


def _from_environment(name: str) -> str:
    try:
        return os.environ[name]
    except KeyError as error:
        raise NoSecret(f"the variable {name} is not set where the sources are asked") from error


def _from_command(line: str) -> str:
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise NoSecret("the command for a secret has a quote that is not closed") from error
    try:
        ran = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NoSecret(f"the command {words[0]} for a secret did not run: {_why(error)}") from None
    if ran.returncode:
        raise NoSecret(f"the command {words[0]} for a secret ended with {ran.returncode}")
    return ran.stdout[:_LARGEST].decode("utf-8", "replace").partition("\n")[0]


def _from_file(path: str) -> str:
    file = Path(path)
    try:
        file = file.expanduser()
        with file.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise NoSecret(f"others may read {file}: chmod 600 it, and think of a new secret")
            return opened.read(_LARGEST).decode("utf-8", "replace")
    except (OSError, ValueError, RuntimeError) as error:  # the last: nobody knows whose home ~ is
        raise NoSecret(f"the secret in {file} cannot be read ({_why(error)})") from None


def _why(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"no answer within {_PATIENCE:g} s"
    return getattr(error, "strerror", "") or type(error).__name__


_WAYS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"env": _from_environment, "command": _from_command, "file": _from_file}
)
"""By the word before the colon."""
