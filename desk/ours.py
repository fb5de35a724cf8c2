"""The playbook of these settings, knowing what people call us."""

from contextlib import suppress
from hashlib import blake2b

from desk.settings import Settings
from playbooks.names import Names
from playbooks.playbook import SHIPPED, Playbook, load


def playbook_of(settings: Settings) -> Playbook:
    """Return the playbook the settings name, or the one that ships, with the company's and its brands' names.

    Raises:
        PlaybookError: It cannot be followed.
    """
    return load(settings.playbook).with_names(names_of(settings))


def rules_of(settings: Settings) -> str | None:
    """Return what changes whenever the playbook's rules and weights do, or our names; None: it is not there.

    Of a playbook that was edited since it was read, it is that of the edited one.
    """
    folder, told = settings.playbook or SHIPPED, blake2b(digest_size=8)
    called = (*names_of(settings).words, *(each.lookalikes for each in settings.brands))
    told.update(repr(called).encode("utf-8", "surrogatepass"))
    with suppress(OSError):
        for each in sorted(folder.rglob("*.toml")):
            told.update(each.relative_to(folder).as_posix().encode("utf-8", "surrogateescape"))
            told.update(each.read_bytes())
        return told.hexdigest()
    return None


def names_of(settings: Settings) -> Names:
    """Return what people call us, as the settings say it.

    A company's name of several words is hardly what they say: without a brand's words, nothing is made of
    a text that does not have it.
    """
    words = [word for brand in settings.brands for word in (*brand.words, *brand.misspellings)]
    others = [word for brand in settings.brands for word in brand.lookalikes]
    company = settings.company.name.strip()
    spoken = bool(words) or len(company.split()) == 1
    ours = dict.fromkeys((company, *words) if company else words)
    return Names(ours, dict.fromkeys(others), spoken=spoken)
