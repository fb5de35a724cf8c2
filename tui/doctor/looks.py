"""All looks in their order, each begun only when its turn comes."""

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from casebook.clock import utc_now
from casebook.errors import CasebookError
from desk.doctor import asking, collecting, configuration, contacts, handing_in, machine, store
from desk.doctor.finding import Finding, note
from desk.settings import Look, Settings, state_folder
from tui.doctor import copying, drawing, keys, multiplexer, terminal
from tui.doctor.line import talking
from tui.lean import worn


class Part(NamedTuple):
    """Some looks that belong together."""

    name: str
    findings: Iterable[Finding]
    """They come as they are found."""
    remark: str = ""
    """What is to be known while one waits for them."""


class Looks:
    """One round through everything."""

    def __init__(self, args: Namespace, env: Mapping[str, str]) -> None:
        self._args = args
        self._env = env
        self._terminal = sys.stdin.isatty() and sys.stdout.isatty()
        self._settings, self._read = configuration.read(args.settings, env)
        self._known = collecting.Kept()
        self._ahead: dict[str, timedelta] = {}

    def parts(self) -> Iterator[Part]:
        """Yield each part with its findings, which come as they are found."""
        yield Part("Terminal", self._screen())
        yield Part("Copying", self._copying())
        yield Part("Settings", self._configuration())
        if self._settings is not None:
            yield Part("Store", self._store(self._settings))
            yield Part("Collector", collecting.findings(self._settings, self._known, utc_now()))
            yield Part("Contacts", contacts.findings(self._settings, self._known.contacts))
            yield Part("Sources", self._sources(self._settings), self._wait())
        yield Part("Machine", self._machine())

    def _screen(self) -> Iterator[Finding]:
        if not self._terminal:
            yield note(
                "terminal", "not a terminal: skipped", "run it in the window the dashboard is to run in"
            )
            return
        mouth = sys.stdout.fileno()
        look = self._settings.look if self._settings else Look()
        theme = worn(look, self._env)
        size = os.get_terminal_size(mouth)
        yield from terminal.findings(self._env, (size.columns, size.lines), sys.stderr.encoding, theme)
        yield terminal.wire(self._env, look.wire)
        sys.stdout.flush()
        with talking(sys.stdin.fileno(), mouth) as line:
            measured = list(drawing.findings(line))
        yield from measured
        yield from multiplexer.findings(self._env)

    def _copying(self) -> Iterator[Finding]:
        folder = self._settings.store.parent if self._settings else state_folder(self._env)
        yield from copying.findings(self._env, folder)
        if self._args.copy:
            sys.stdout.flush()
            yield copying.really(self._env, folder, sys.stdout.fileno() if self._terminal else None)

    def _configuration(self) -> Iterator[Finding]:
        yield self._read
        if self._settings is not None:
            yield from configuration.findings(self._settings)
            yield from keys.findings(self._settings)

    def _store(self, settings: Settings) -> Iterator[Finding]:
        sound = True
        for each in store.findings(settings.store, full=self._args.full):
            sound = sound and each.state != "wrong"
            yield each
        if sound and settings.store.exists():
            yield from self._inside(settings)

    def _inside(self, settings: Settings) -> Iterator[Finding]:
        try:
            self._known = collecting.kept(settings.store, utc_now())
        except CasebookError as error:
            yield note("store", f"cannot be read: {error}")

    def _sources(self, settings: Settings) -> Iterator[Finding]:
        yield from self._asked(settings)
        yield from handing_in.senders(settings)
        if not settings.names:
            yield note("sources", "none is named in the settings")

    def _asked(self, settings: Settings) -> Iterator[Finding]:
        if self._args.no_network:
            yield note("sources", "not asked (--no-network)")
            return
        for each in asyncio.run(asking.ask(settings.sources, self._known.rows, utc_now())):
            self._ahead.update(each.ahead)
            yield each.finding

    def _wait(self) -> str:
        asks = self._settings is not None and self._settings.sources and not self._args.no_network
        return f", asked now: it takes {asking.PATIENCE:g} seconds at most" if asks else ""

    def _machine(self) -> Iterator[Finding]:
        yield machine.byte_code()
        yield from machine.clock(utc_now(), self._known.newest, self._ahead)
