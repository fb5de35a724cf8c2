"""How much may go over the line: a lean desk is on by itself over SSH, and looks as it does on purpose."""

from collections.abc import Mapping

from desk.settings import Look, Theme, Wire

FAR = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
"""What a shell at the far end of a line is told by sshd."""


def lean(wire: Wire, env: Mapping[str, str]) -> bool:
    """Return whether to send as little as can be."""
    return wire is Wire.LEAN or (wire is Wire.AUTO and any(env.get(name) for name in FAR))


def worn(look: Look, env: Mapping[str, str]) -> Theme:
    """Return the look to wear: the one that was asked for, else the one that suits the line.

    The terminal's own colours are lean: no cell has a background of its own, so blanks need not be sent.
    """
    return look.theme or (Theme.ANSI if lean(look.wire, env) else Theme.DARK)
