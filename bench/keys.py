"""Names of keys in scripts, and the bytes a terminal sends for them."""

import re

_NAMES = {
    "DOWN": "\x1b[B", "UP": "\x1b[A", "PGDN": "\x1b[6~", "PGUP": "\x1b[5~", "HOME": "\x1b[H",
    "END": "\x1b[F", "ENTER": "\r", "ESC": "\x1b", "TAB": "\t", "SPACE": " ", "BS": "\x7f",
}  # fmt: skip
_NAMED = re.compile(r"<([A-Z]+|C-[a-z])>")


def keys(script: str) -> bytes:
    """Return what a terminal sends for a script such as `jj<ENTER>` or `<C-d>`."""

    def code(named: re.Match[str]) -> str:
        return _NAMES.get(named[1]) or chr(ord(named[1][-1]) - 96)

    return _NAMED.sub(code, script).encode()
