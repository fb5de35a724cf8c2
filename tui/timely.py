"""An app whose timers fire, however late."""

from typing import TypeVar

from textual.app import App
from textual.timer import Timer, TimerCallback

R = TypeVar("R")


class TimelyApp(App[R], inherit_bindings=False):
    """Textual fits the screens to a new size after a timer of eight milliseconds."""

    def set_timer(
        self,
        delay: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        pause: bool = False,
    ) -> Timer:
        """Call something once, after so many seconds.

        Where the machine takes that long between two looks at the clock, Textual leaves out what is due
        meanwhile: with a timer that fires once, all there was. No later size would ever have been heard of.
        """
        timer = super().set_timer(delay, callback, name=name, pause=pause)
        timer._skip = False
        return timer
