"""Our looks: every colour of the screen by its job, solid, and in enough contrast to what lies below it."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from textual.app import App
from textual.theme import Theme as Look

from casebook.frozen import frozen
from desk.settings import Theme
from tui.straight import StraightApp

R = TypeVar("R")

OTHERS = Path(__file__).with_name("others.tcss")
"""The styles of all screens but the queue's: read when the first of these is opened, or at leisure."""


@frozen
class Paint:
    """The colours of one look; the style sheets and `words` name each by its job, e.g. `$cursor-back`."""

    background: str
    surface: str
    """Below a dialog."""
    panel: str
    """Below the top line."""
    field_back: str
    field_here: str
    """Below the field that is typed into."""
    foreground: str
    faint: str
    """Text that may be passed over."""
    key: str
    """A letter to press, and a heading."""
    late: str
    first: str
    """What stands first by its priority."""
    good: str
    notice: str
    """A sentence that is there for a moment."""
    rule: str
    """A line between two parts, and the frame of a dialog."""
    cursor_back: str
    cursor_text: str
    """All of the selected row: no other colour is to be read on `cursor_back`."""
    cursor_style: str = "bold"
    faint_style: str = "none"
    field_style: str = "none"
    """The style of the line that is typed into."""


DARK = Paint(
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    field_back="#2a2a2a",
    field_here="#173a57",
    foreground="#e4e4e4",
    faint="#a8a8a8",
    key="#5fd7ff",
    late="#ff8787",
    first="#ffd75f",
    good="#7ee787",
    notice="#ffd75f",
    rule="#6f7985",
    cursor_back="#1f4e79",
    cursor_text="#ffffff",
)
LIGHT = Paint(
    background="#fafafa",
    surface="#ffffff",
    panel="#e6e6e6",
    field_back="#ececec",
    field_here="#dbe9f6",
    foreground="#1a1a1a",
    faint="#565656",
    key="#0050a0",
    late="#b00000",
    first="#8b008b",
    good="#1b6b2c",
    notice="#8b008b",
    rule="#7a848e",
    cursor_back="#0b4f8a",
    cursor_text="#ffffff",
)
ANSI = Paint(
    **dict.fromkeys(("background", "surface", "panel", "field_back", "field_here"), "ansi_default"),
    **dict.fromkeys(("foreground", "faint", "key", "good", "cursor_back", "cursor_text"), "ansi_default"),
    late="ansi_red",
    first="ansi_magenta",
    notice="ansi_magenta",
    rule="ansi_blue",
    cursor_style="reverse",
    faint_style="dim",
    field_style="underline",
)
"""The terminal's own colours, and of those only what can be read on black and on white."""

_TERMINALS_OWN = {
    "block-cursor-background": "ansi_white",
    "block-cursor-foreground": "ansi_black",
    "block-cursor-text-style": "bold underline",
    "input-cursor-text-style": "reverse",
    "selection-style": "reverse",
}
"""A cursor in the terminal's own colours. Textual's lists know no reverse, so there it is underlined."""


def _look(theme: Theme, paint: Paint, *, dark: bool = True) -> Look:
    return Look(
        name=f"amends-{theme}",
        primary=paint.rule,
        accent=paint.key,
        warning=paint.notice,
        error=paint.late,
        success=paint.good,
        foreground=paint.foreground,
        background=paint.background,
        surface=paint.surface,
        panel=paint.panel,
        dark=dark,
        ansi=theme is Theme.ANSI,
        variables=_variables(paint),
    )


def _variables(paint: Paint) -> dict[str, str]:
    """Return our own names, and those of Textual's that its widgets would mix from others."""
    ours = {name.replace("_", "-"): value for name, value in asdict(paint).items()}
    return ours | _widgets(paint) | (_TERMINALS_OWN if paint is ANSI else {})


def _widgets(paint: Paint) -> dict[str, str]:
    return {
        "ansi-background": paint.background,
        "ansi-foreground": paint.foreground,
        "text-muted": paint.faint,
        "text-disabled": paint.faint,
        "foreground-muted": paint.faint,
        "block-cursor-background": paint.cursor_back,
        "block-cursor-foreground": paint.cursor_text,
        "block-cursor-text-style": paint.cursor_style,
        "block-cursor-blurred-background": paint.field_back,
        "block-cursor-blurred-foreground": paint.foreground,
        "input-cursor-background": paint.foreground,
        "input-cursor-foreground": paint.background,
        "input-cursor-text-style": "none",
        "input-selection-background": paint.cursor_back,
        "input-selection-foreground": paint.cursor_text,
        "selection-style": "none",
        "border": paint.rule,
        "scrollbar": paint.rule,
        "scrollbar-background": paint.panel,
    }


LOOKS = {
    Theme.DARK: _look(Theme.DARK, DARK),
    Theme.LIGHT: _look(Theme.LIGHT, LIGHT, dark=False),
    Theme.ANSI: _look(Theme.ANSI, ANSI),
}
"""Our looks as Textual takes them."""


def chosen(theme: Theme, *, no_color: bool) -> Theme:
    """Return the look to paint with: without colour only the terminal's own leaves everything readable."""
    return Theme.ANSI if no_color else theme


class PaintedApp(StraightApp[R], inherit_bindings=False):
    """An app that wears one of our looks from its first frame on."""

    _dressed = False
    """Whether one of our looks is worn: Textual's own is never seen, and no colours are mixed for it."""

    def __init__(self, theme: Theme = Theme.DARK) -> None:
        worn = LOOKS[chosen(theme, no_color="NO_COLOR" in os.environ)]
        super().__init__(ansi_color=worn.ansi or None)
        for look in LOOKS.values():
            self.register_theme(look)
        self._dressed = True
        self._begin_with(worn)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Return the names that style sheets know; none before there is a look to wear."""
        return super().get_css_variables() if self._dressed else {}

    def _begin_with(self, worn: Look) -> None:
        """Wear a look before there is a frame: to change Textual's own for it would read all styles twice."""
        if not worn.dark:  # as Textual begins
            self.theme = worn.name
            return
        self.set_reactive(App.theme, worn.name)
        self.set_class(True, f"-theme-{worn.name}", update=False)

    def wear(self, theme: Theme) -> None:
        """Wear another look from now on; where colour is unwelcome it is the terminal's own all the same."""
        worn = LOOKS[chosen(theme, no_color="NO_COLOR" in os.environ)]
        self.theme = worn.name
        self.ansi_color = worn.ansi or None
