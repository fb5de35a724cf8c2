"""The playbook of these settings, knowing what people call us."""

from desk.settings import Settings
from playbooks.names import Names
from playbooks.playbook import Playbook, load


def playbook_of(settings: Settings) -> Playbook:
    """Return the playbook the settings name, or the one that ships, with the company's and its brands' names.

    Raises:
        PlaybookError: It cannot be followed.
    """
    return load(settings.playbook).with_names(names_of(settings))


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
