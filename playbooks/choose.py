"""Which templates to offer, in which order."""

import re
import unicodedata
from collections.abc import Iterable

from casebook.kinds import Blame, CustomerKind
from playbooks.template import Template, Use

_WORD = re.compile(r"\w+")
_USES = list(Use)


def ranked(
    templates: Iterable[Template],
    customer: CustomerKind,
    blame: Blame,
    search: str = "",
    *,
    use: Use | None = None,
) -> list[Template]:
    """Return the templates that answer the search, the most fitting first; without one, all of them.

    Every word of the search must begin some word of the template, in any order; capitals and accents
    make no difference. A hit in the title goes before a hit in the text. Where the step of the case is known,
    see `next_step.use_now`, the words for it go before the others.
    """
    wanted = _words(search)
    found = [each for each in templates if _has(wanted, _words(_everything(each)))]
    return sorted(found, key=lambda each: (*_behind(each, wanted, use), *_place(each, customer, blame)))


def _behind(template: Template, wanted: set[str], use: Use | None) -> tuple[bool, bool]:
    in_title = bool(wanted) and _has(wanted, _words(template.title))
    return not in_title, use is not None and template.use is not use


def _place(template: Template, customer: CustomerKind, blame: Blame) -> tuple[int, int, str]:
    fit = _customer_fit(template, customer) + _blame_fit(template, blame)
    return -fit, _USES.index(template.use), template.name


def _customer_fit(template: Template, customer: CustomerKind) -> int:
    if template.customer is None:
        return 1
    if customer is CustomerKind.UNKNOWN:
        return 0
    return 2 if template.customer is customer else -2


def _blame_fit(template: Template, blame: Blame) -> int:
    if template.blame is None:
        return 1
    if blame is Blame.NONE:
        return 0 if template.blame is Blame.UNINTENTIONAL else -1
    return 2 if template.blame is blame else -2


def _everything(template: Template) -> str:
    parts = (template.title, template.name, template.when, template.use, template.customer, template.blame)
    return " ".join(part for part in (*parts, template.body) if part)


def _has(wanted: set[str], words: set[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)


def _words(text: str) -> set[str]:
    parted = unicodedata.normalize("NFKD", text.casefold().replace("_", " "))
    return set(_WORD.findall("".join(sign for sign in parted if not unicodedata.combining(sign))))
