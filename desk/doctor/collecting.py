"""Who collects, when the sources were last asked, and when the newest mention came in: from the store."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from casebook.contact import ContactRow
from casebook.document import from_ms
from casebook.errors import CasebookError
from casebook.frozen import frozen
from casebook.source_row import SourceRow
from casebook.store.store import Store
from desk.contacts.rows import contact_rows
from desk.doctor.finding import Finding, note, ok, wrong
from desk.errors import DeskError
from desk.health import source_rows
from desk.lock import holder_of, is_held, lock_of
from desk.presence import names, others
from desk.settings import Settings
from desk.source_words import state, to_do
from desk.source_words import wrong as wrong_with


@frozen
class Kept:
    """What the store knows of the collecting."""

    rows: tuple[SourceRow, ...] = ()
    newest: datetime | None = None
    """When the newest mention came in."""
    here: tuple[str, ...] = ()
    """Who sits at the store now."""
    contacts: tuple[ContactRow, ...] = ()
    """How the contact points were when they were last asked."""


def kept(place: Path, now: datetime) -> Kept:
    """Return what a store knows of the collecting.

    Raises:
        CasebookError: It cannot be opened, or not before it is brought up to date.
    """
    store = Store(place, read_only=True)
    try:
        last = store.mentions.get(doc_id=store.mentions.top())
        newest = from_ms(last["seen_at"]) if isinstance(last, dict) else None
        here, contacts = names(others(store, "", now)), tuple(contact_rows(store, now))
        return Kept(tuple(source_rows(store, now)), newest, here, contacts)
    finally:
        store.close()


def findings(settings: Settings, known: Kept, now: datetime) -> Iterator[Finding]:
    """Yield who collects, and when the sources were last asked."""
    try:
        held = is_held(lock_of(settings.store))
    except (DeskError, CasebookError) as error:
        yield wrong("collector", str(error), "see that the folder of the store is yours")
        return
    yield _holder(settings, held=held)
    if known.here:
        yield ok("responders", f"at the store now: {', '.join(known.here)}")
    asked = [row.asked_at for row in known.rows if row.asked_at is not None]
    if asked:
        yield ok("last pass", f"a source was last asked at {max(asked):%Y-%m-%d %H:%M} UTC")
    for row in known.rows:
        if held and row.health is not None and (say := wrong_with(row, now)):
            again = f"; it is asked again at {row.again_at:%H:%M} UTC" if row.again_at else ""
            yield note(row.name, f"when it was last asked: {state(row)}: {say}{again}", to_do(row, now))


def _holder(settings: Settings, *, held: bool) -> Finding:
    if held:
        return ok("collector", f"process {holder_of(lock_of(settings.store))} collects")
    if not settings.heard:
        return ok("collector", "nobody collects, and there is nothing to collect")
    return ok("collector", "nobody collects now; the dashboard starts one, or run: amends collect")
