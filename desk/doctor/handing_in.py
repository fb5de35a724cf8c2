"""Who hands mentions in, where, and whether they can show who they are."""

from collections.abc import Iterator

from desk.doctor.finding import Finding, note, ok, wrong
from desk.settings import Settings
from sources.errors import NoSecret
from sources.keyring import fetched


def senders(settings: Settings) -> Iterator[Finding]:
    """Yield how each sender of the settings may hand in."""
    for each in settings.senders:
        if settings.listen is None:
            pipe = f"only through a pipe: amends add --json - --from {each.name}"
            yield note(each.name, pipe, 'name an address, [listen] at = "127.0.0.1:8799", to take it by HTTP')
            continue
        try:
            for reference in filter(None, (each.fields.token, each.fields.secret)):
                fetched(reference)
        except NoSecret as error:
            yield wrong(each.name, str(error), "put it there: until then its deliveries are sent back")
        else:
            yield ok(each.name, f"hands in at http://{settings.listen}/in/{each.name}")
