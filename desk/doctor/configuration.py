"""The settings and what they lead to: are they read, does the playbook load, is everybody named."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from desk.doctor.finding import Finding, note, ok, wrong
from desk.errors import SettingsError
from desk.settings import Settings, load, usual_file
from playbooks.errors import PlaybookError
from playbooks.playbook import load as load_playbook


def read(path: Path | None, env: Mapping[str, str]) -> tuple[Settings | None, Finding]:
    """Return the settings, or None where they cannot be followed, and what was found.

    Args:
        path: The file the command was told to use; None for the usual one.
        env: The environment of the process.
    """
    try:
        settings = load(path, env)
    except SettingsError as error:
        return None, wrong("settings", str(error), "put that line right; nothing starts before")
    if settings.file is None:
        say = f"there are none yet: {usual_file(env)} is not there"
        return settings, note("settings", say, "write that file as the README shows, or try: amends demo")
    return settings, ok("settings", f"read from {settings.file}")


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield what is to be said of settings that could be read."""
    yield _playbook(settings)
    if settings.file is not None:
        yield from _names(settings)


def _playbook(settings: Settings) -> Finding:
    try:
        playbook = load_playbook(settings.playbook)
    except PlaybookError as error:
        return wrong("playbook", str(error), "put that file right; nothing starts before")
    whose = "the one that ships" if settings.playbook is None else f"from {settings.playbook}"
    return ok("playbook", f'"{playbook.name}", {whose}: {len(playbook.templates)} templates')


def _names(settings: Settings) -> Iterator[Finding]:
    """Yield what an apology would lack."""
    if not settings.company.name:
        yield note("company", "has no name: templates and the header lack it", 'set [company] name = "…"')
    if not settings.names:
        yield note("sources", "none is named: nothing will come in", "add a [sources.NAME] table (README)")
