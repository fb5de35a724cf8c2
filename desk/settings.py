"""The responder's settings: one TOML file, read once, never rewritten by us."""

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from casebook.frozen import frozen
from casebook.query.rule import Brand
from casebook.toml import Place, read, shown
from desk.brand_settings import read_brands
from desk.errors import SettingsError
from desk.link_settings import LinkSettings
from desk.mail_settings import LookupSettings, MailSettings, checked_lookup, checked_mail
from desk.saved_views import read_views
from desk.sender_settings import Listen, read_listen, read_senders
from desk.source_settings import SourceSettings, read_sources
from sources.doorway import Doorway


class Theme(StrEnum):
    """The looks we ship."""

    DARK = "dark"
    LIGHT = "light"
    ANSI = "ansi"
    """The terminal's own sixteen colours."""


class Wire(StrEnum):
    """How much may go over the line to the terminal."""

    AUTO = "auto"
    """Lean over SSH."""
    LEAN = "lean"
    """As little as can be."""
    FULL = "full"
    """All that Textual repaints, whether it differs or not: for a terminal that the thin wire confuses."""


class Layout(StrEnum):
    """How the queue and the selected mention share the screen."""

    BESIDE = "beside"
    BELOW = "below"
    LIST = "list"
    """The list alone, with the next step of the selected row."""


@frozen
class Company:
    """Whose desk this is."""

    name: str = ""


@frozen
class Responder:
    """Who sits at it."""

    name: str = ""
    read_only: bool = False
    """Whether they only look: nothing is written, locked or collected."""


@frozen
class Look:
    """How the dashboard looks."""

    theme: Theme | None = None
    """None for what suits the line: dark, or the terminal's own colours where the line is lean."""
    wire: Wire = Wire.AUTO
    layout: Layout | None = None
    """None for what fits the window best."""


@frozen
class Settings:
    """Everything the settings file says, with defaults where it is silent."""

    store: Path
    """The database file."""
    file: Path | None = None
    """Where the settings were read from; None where there is no file yet."""
    company: Company = field(default_factory=Company)
    responder: Responder = field(default_factory=Responder)
    playbook: Path | None = None
    """The folder of the company's own playbook; None for the one that ships."""
    brands: tuple[Brand, ...] = ()
    """The names people know us by."""
    sources: tuple[SourceSettings, ...] = ()
    senders: tuple[SourceSettings, ...] = ()
    """Who hands mentions in, instead of being asked."""
    listen: Doorway | None = None
    """Where the collector lets them hand in; None: nowhere."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Binding id to keys, as written; the dashboard checks them."""
    look: Look = field(default_factory=Look)
    views: Mapping[str, str] = field(default_factory=dict)
    """Saved views by name, as queries; each is a tab."""
    mail: MailSettings = field(default_factory=MailSettings)
    """Whom test mails are handed to, and which contact points are sent one by themselves."""
    links: LinkSettings = field(default_factory=LinkSettings)
    """Whether short links are followed."""
    contacts: LookupSettings = field(default_factory=LookupSettings)
    """How contact points are looked at; which there are is the playbook's to say."""

    @property
    def heard(self) -> tuple[SourceSettings, ...]:
        """Everybody the collector hears: who is asked, and, where it listens, who hands in."""
        return (*self.sources, *(self.senders if self.listen else ()))

    @property
    def names(self) -> frozenset[str]:
        """The names of everybody mentions may come from."""
        return frozenset(each.name for each in self._all)

    @property
    def _all(self) -> tuple[SourceSettings, ...]:
        return (*self.sources, *self.senders)

    @property
    def apart(self) -> frozenset[str]:
        """Names of the sources whose accounts may not be compared with our customers."""
        return frozenset(each.name for each in self._all if not each.fields.match_customers)


@frozen
class _Store:
    place: Path | None = None


@frozen
class _Playbook:
    folder: Path | None = None


@frozen
class _Said:
    """The tables a settings file may have."""

    company: Company = field(default_factory=Company)
    responder: Responder = field(default_factory=Responder)
    store: _Store = field(default_factory=_Store)
    playbook: _Playbook = field(default_factory=_Playbook)
    brands: Any = field(default_factory=dict)
    """By the name of each."""
    sources: Any = field(default_factory=dict)
    """By our own name of each; what one may say depends on its kind."""
    senders: Any = field(default_factory=dict)
    """By our own name of each."""
    listen: Listen = field(default_factory=Listen)
    keys: Mapping[str, Any] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    views: Mapping[str, str] = field(default_factory=dict)
    mail: MailSettings = field(default_factory=MailSettings)
    contacts: LookupSettings = field(default_factory=LookupSettings)
    links: LinkSettings = field(default_factory=LinkSettings)


def load(path: Path | None, env: Mapping[str, str]) -> Settings:
    """Return the settings of a file, or of the usual place where `path` is None.

    Nothing in the usual place gives the defaults, with `file` None.

    Raises:
        SettingsError: One line with file, table and key, and the nearest known key.
    """
    place = Place(path or usual_file(env), SettingsError)
    if path is None and not place.file.exists():
        return _settings(_Said(), place, None, env)
    return _settings(read(_Said, place), place, place.file.absolute(), env)


def usual_file(env: Mapping[str, str]) -> Path:
    """Return where the settings are looked for, by the XDG base directories."""
    return _xdg(env, "XDG_CONFIG_HOME", ".config") / "amends" / "settings.toml"


def state_folder(env: Mapping[str, str]) -> Path:
    """Return where the store and the log are kept unless the settings say otherwise."""
    return _xdg(env, "XDG_STATE_HOME", ".local/state") / "amends"


def cache_folder(env: Mapping[str, str]) -> Path:
    """Return where lies what can be lost, and is only there to be quicker."""
    return _xdg(env, "XDG_CACHE_HOME", ".cache") / "amends"


def _xdg(env: Mapping[str, str], name: str, usual: str) -> Path:
    return Path(env.get(name) or Path(env.get("HOME") or Path.home()) / usual)


def _settings(said: _Said, place: Place, file: Path | None, env: Mapping[str, str]) -> Settings:
    brands = read_brands(said.brands, place.inside("brands"))
    sources = read_sources(said.sources, place.inside("sources"), brands)
    senders = read_senders(said.senders, place.inside("senders"), sources, brands)
    return Settings(
        store=_beside(file, said.store.place) or state_folder(env) / "amends.db",
        file=file,
        company=said.company,
        responder=_named(said.responder, env),
        playbook=_beside(file, said.playbook.folder),
        brands=tuple(brands.values()),
        sources=sources,
        senders=senders,
        listen=read_listen(said.listen, senders, place.inside("listen")),
        keys=_flat("", said.keys, place.inside("keys")),
        look=said.look,
        views=read_views(said.views, place.inside("views")),
        mail=checked_mail(said.mail, place.inside("mail")),
        links=said.links,
        contacts=checked_lookup(said.contacts, place.inside("contacts")),
    )


def _beside(file: Path | None, path: Path | None) -> Path | None:
    """Return a path with a relative one counted from the settings file's folder."""
    return file.parent / path if file and path else path


def _named(responder: Responder, env: Mapping[str, str]) -> Responder:
    name = responder.name or env.get("USER") or env.get("LOGNAME") or "responder"
    return replace(responder, name=name)


def _flat(before: str, table: Mapping[str, Any], place: Place) -> dict[str, str]:
    """Return keys by their dotted ids: TOML reads `queue.open = "enter"` as a table in a table."""
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat |= _flat(f"{before}{key}.", value, place)
        elif isinstance(value, str):
            flat[f"{before}{key}"] = value
        else:
            raise place.inside(f"{before}{key}").error(f"must be keys in quotes, not {shown(value)}")
    return flat
