"""A packed body unpacked piece by piece, and never further than there is room for it.

A stranger packs a gigabyte into a megabyte, and a megabyte of that into a kilobyte: so one packing is undone
and no more, and only as much of it as is wanted.
"""

import zlib

import httpx

ACCEPTED = "gzip, deflate"
"""What we say we can unpack."""
_GZIP, _ZLIB, _BARE = 31, 15, -15
"""How zlib is told what it has before it."""
_PLAIN = frozenset({"", "identity"})


class Unpacking:
    """One body on its way in."""

    def __init__(self, said: str) -> None:
        """Begin.

        Args:
            said: The answer's `content-encoding`; empty where it has none.
        """
        self._packed = said.strip().lower()
        self._work: zlib._Decompress | None = None

    @property
    def broke_off(self) -> bool:
        """Whether a packed body stopped before its end."""
        return self._work is not None and not self._work.eof

    def more(self, piece: bytes, room: int) -> bytes:
        """Return the next part of the body, of at most so many bytes; what goes beyond is lost.

        Args:
            piece: As it came, one byte or more.
            room: How many bytes are wanted at most, one or more.

        Raises:
            httpx.DecodingError: It is packed in another way than it says, or than we know.
        """
        if self._packed in _PLAIN:
            return piece[:room]
        if self._work is None:
            self._work = zlib.decompressobj(_kind(self._packed, piece))
        try:
            return self._work.decompress(piece, room)
        except zlib.error as error:
            raise httpx.DecodingError("not packed as it says") from error


def _kind(packed: str, piece: bytes) -> int:
    """Return how zlib is told what this is; `deflate` is sent with zlib's head and without."""
    if packed in ("gzip", "x-gzip"):
        return _GZIP
    if packed == "deflate":
        return _ZLIB if piece[0] & 0x0F == 8 else _BARE
    raise httpx.DecodingError("packed in a way we do not know")
