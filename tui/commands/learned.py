"""`amends learned`: what the responders' decisions have taught, by which words, and how to take one back."""

from argparse import Namespace
from collections.abc import Iterator

from casebook.frozen import frozen
from casebook.store.store import Store
from desk.learning import Heard, heard
from desk.ours import playbook_of
from playbooks.judge import said
from playbooks.learned import CAUSE, FACETS, SEVERITY, Learned, Weighed
from playbooks.learned_causes import NEEDED
from playbooks.learner import GRADED, LATEST, learn, names
from playbooks.lexicon import Strongest, strongest, strongest_of_causes
from playbooks.playbook import Playbook
from sources.text import clean_line
from tui.commands.lines import as_json
from tui.commands.parser import FINE
from tui.commands.usual import open_store, settings_of
from tui.figures import day

MOST = 8
"""Words told each way."""
_OFF = "nothing is learned from it: the playbook says learn = false"
_GRADES = "more than an annoyance", "an annoyance"
_SAME_WORDS = "of the same words only"
_BACK = "a decision that is overruled, or taken back with amends do undo, is unlearned to the last"


@frozen
class _Told:
    heard: Heard
    learned: Learned
    playbook: Playbook

    @property
    def on(self) -> bool:
        """Whether it is judged by."""
        return self.playbook.learn

    @property
    def naming(self) -> list[str]:
        """The texts whose cause was named."""
        known = {each.key for each in self.playbook.causes}
        return [said(each.mention) for each in self.heard.decisions if names(each, known)]


def run(args: Namespace) -> int:
    """Learn from all that was decided, as the collector does, and tell what came of it."""
    settings = settings_of(args)
    playbook = playbook_of(settings)
    told = _Told(Heard((), 0, None), Learned(), playbook)
    if settings.store.exists():
        with open_store(settings) as store:
            told = _told(store, playbook)
    for line in _json(told) if args.json else _plain(told):
        print(line)
    return FINE


def _told(store: Store, playbook: Playbook) -> _Told:
    with store.snapshot():
        known = heard(store)
    return _Told(known, learn(playbook, known.decisions), playbook)


def _plain(told: _Told) -> Iterator[str]:
    known = told.heard
    if not known.decisions:
        yield "nothing was decided yet that could be learned from"
        return
    yield f"{len(known.decisions)} mentions decided about, the last on {day(known.last)}"
    if known.wordless:
        yield f"{known.wordless} more teach nothing: their words are gone"
    for facet, weighed in told.learned.facets.items():
        yes, no = _GRADES if facet == SEVERITY else ("yes", "no")
        yield f"{facet}: {weighed.yes} {yes}, {weighed.no} {no}; {_how_much(weighed)}"
        found = _strongest(told, facet)
        yield from (f"  {way} it: {', '.join(words)}" for way, words in _ways(found) if words)
    yield from _plain_causes(told)
    yield f"of each at most the latest {LATEST:,} count; made anew just now, by the collector within a minute"
    yield _BACK if told.on else _OFF


def _plain_causes(told: _Told) -> Iterator[str]:
    """Yield what was learned of causes, or how much is wanting for it."""
    causes, named = told.learned.causes, told.naming
    if causes is None:
        if named:
            yield f"{CAUSE}: {len(named)} named; until there are {NEEDED} the rules alone rank"
        return
    yield f"{CAUSE}: {causes.count} named; they rank anew what the rules have ranked"
    for cause, words in strongest_of_causes(causes, named, MOST).items():
        yield f"  {told.playbook.cause(cause)}: {', '.join(clean_line(each) for each in words)}"


def _json_causes(told: _Told) -> Iterator[str]:
    causes, named = told.learned.causes, told.naming
    if named:
        found = strongest_of_causes(causes, named, MOST) if causes else {}
        yield as_json(
            {
                "facet": CAUSE,
                "named": len(named),
                "needed": NEEDED,
                "for": found,
                "last": told.heard.last.isoformat() if told.heard.last else None,
                "on": told.on,
            }
        )


def _json(told: _Told) -> Iterator[str]:
    for facet in (*FACETS, SEVERITY):
        weighed = told.learned.facets.get(facet)
        if weighed is not None:
            found = _strongest(told, facet)
            yield as_json(
                {
                    "facet": facet,
                    "yes": weighed.yes,
                    "no": weighed.no,
                    "trust": round(weighed.trust, 3),
                    "helps": weighed.helps,
                    "for": found.speaking,
                    "against": found.against,
                    "last": told.heard.last.isoformat() if told.heard.last else None,
                    "on": told.on,
                }
            )
    yield from _json_causes(told)


def _strongest(told: _Told, facet: str) -> Strongest:
    texts = (said(each.mention) for each in told.heard.decisions if facet in each.said)
    return strongest(told.learned.facets[facet], texts, MOST)


def _ways(found: Strongest) -> Iterator[tuple[str, list[str]]]:
    for way, words in (("for", found.speaking), ("against", found.against)):
        yield way, [clean_line(each) for each in words]


def _how_much(weighed: Weighed) -> str:
    trust = weighed.trust
    if not weighed.helps:
        return (
            f"{_SAME_WORDS}: under {GRADED} other words are not judged by them, nor where that would not help"
        )
    if not trust:
        return f"{_SAME_WORDS}: nobody has said otherwise yet, so no word is weighed"
    return "few, so they move little" if trust < 0.5 else "they move the rules"
