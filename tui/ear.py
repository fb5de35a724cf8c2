"""What the terminal sends, made safe to listen to: bytes in, text out, and a paste that is only words.

Terminals send Latin-1, 8-bit meta keys and half characters too, and some let escape codes through inside a
bracketed paste. The first must end nothing, the second must press no key.
"""

from codecs import getincrementaldecoder

BEGIN, END = "\x1b[200~", "\x1b[201~"
"""What stands around a bracketed paste (xterm, DECSET 2004)."""

_UNHEARD = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\r\t"}


class Ear:
    """Listens to one terminal; it remembers what a read broke off in the middle."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._pasting = False
        self._before = ""
        """The last characters told, where a paste may be about to begin."""
        self._held = ""
        """The end of what was heard, where a paste may be about to end."""

    def heard(self, data: bytes) -> str:
        """Return the text of some bytes; inside a paste without anything that could act as a key."""
        text, told = self._held + self._decode(data), []
        self._held = ""
        while text:
            piece, text = self._pasted(text) if self._pasting else self._typed(text)
            told.append(piece)
        return "".join(told)

    def _typed(self, text: str) -> tuple[str, str]:
        """Tell everything up to and with the beginning of a paste."""
        whole = self._before + text
        at = whole.find(BEGIN)
        if at < 0:
            self._before = whole[1 - len(BEGIN) :]
            return text, ""
        self._pasting, self._before = True, ""
        end = at + len(BEGIN) - (len(whole) - len(text))
        return text[:end], text[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """Tell the words up to and with the end of the paste; what may be half of that end is held back."""
        words, end, rest = text.partition(END)
        if end:
            self._pasting = False
            return words.translate(_UNHEARD) + END, rest
        half = next((size for size in range(len(END) - 1, 0, -1) if text.endswith(END[:size])), 0)
        self._held = text[len(text) - half :]
        return text[: len(text) - half].translate(_UNHEARD), ""
