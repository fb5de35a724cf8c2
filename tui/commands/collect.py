"""`amends collect`: ask the sources, judge and keep what they say, until stopped or, with `--once`, once."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from casebook.toml import Place
from desk.collector import collect
from desk.errors import SettingsError
from desk.sender_settings import listening
from desk.settings import Settings
from tui.commands.parser import FINE, WORDS, WORLD
from tui.commands.say import complain
from tui.commands.usual import settings_of, writing

NOT_ASKED = "was told to end before it had answered"


def run(args: Namespace) -> int:
    """Collect."""
    if args.listen and args.once:
        return complain("collect: --once ends at once, and --listen goes on: give one of them", WORDS)
    settings = _listening(writing(settings_of(args)), args.listen)
    if not settings.heard:
        complain("the settings name no sources yet: nothing will come in", FINE)
    unwell = collect(settings, with_parent=args.with_parent, once=args.once)
    if not args.once:
        return FINE
    return max((complain(f"{each.name}: {each.say or NOT_ASKED}", WORLD) for each in unwell), default=FINE)


def _listening(settings: Settings, at: str | None) -> Settings:
    """Return the settings with the address that was given in place of their own.

    Raises:
        SettingsError: It is none, or somebody could hand in there without showing who they are.
    """
    if at is None:
        return settings
    if not settings.senders:
        complain("the settings have no [senders.NAME] yet: nobody may hand anything in", FINE)
    place = Place(settings.file or Path("--listen"), SettingsError, ("--listen",))
    return replace(settings, listen=listening(at, settings.senders, place))
