"""A playbook: a folder of plain files a company can copy and change, read into one record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from casebook.frozen import frozen
from casebook.kinds import Aftermath, Blame, Portal
from casebook.toml import Place, nearest, parsed, record, text_at
from playbooks.awaited import Awaited
from playbooks.causes import FILE, Cause, read_causes
from playbooks.contacts import Contact, read_contacts
from playbooks.echoes import Echoes, Sign
from playbooks.errors import PlaybookError
from playbooks.ladder import Ladder
from playbooks.learned import NOTHING, Learned
from playbooks.names import UNNAMED, Names
from playbooks.rules import Rulebook, read_lists
from playbooks.rungs import FILE as LADDER
from playbooks.rungs import read_ladder
from playbooks.storms import StormRules
from playbooks.template import Template, Use, read_template
from playbooks.times import MOVED, Clocks, check_clocks, within

SHIPPED = Path(__file__).parent / "standard"
"""The playbook that comes with amends."""

_USES = list(Use)


@frozen
class Steady:
    """From when on somebody counts as a steady customer: any one of these is enough (rule J3)."""

    orders: int
    years: int
    """With us this long, and at least `orders_in_years` orders where the list tells them."""
    orders_in_years: int
    value: int
    """Spent with us, in whole units of the company's currency."""
    tiers: tuple[str, ...]
    """Tiers of the company's own that count as steady, whatever the figures."""


@frozen
class Choice:
    """One way to end a case, as it is offered (rule R2)."""

    label: str
    say: str
    """When this is the right one."""


@frozen
class Step:
    """From so many on, so many points."""

    at_least: int
    points: int


@frozen
class Again:
    """From so many earlier failures of one customer with one cause on, so many points, said like this."""

    at_least: int
    points: int
    say: str
    """In words; `{nth}` stands for which time this is: "third"."""


@frozen
class Weights:
    """What counts for how much when a mention is given its priority."""

    first: int
    """From this many points on: priority 1."""
    second: int
    """From this many points on: priority 2."""
    ahead: timedelta
    """For each point beyond what its priority asks a row stands as if it had waited so much longer."""
    most_ahead: timedelta
    """It is not moved further than that, or the oldest would never be looked at."""
    double: int
    specific: int
    reachable: int
    """Still within reach: what can be put right before they go has to be seen first (rule J6)."""
    steady: int
    perhaps_steady: int
    """While the link between account and customer is only suggested."""
    broken: int
    """We have promised them something, and have not kept it."""
    another: int
    """Its words name another thing of our name only."""
    unnamed: int
    """It does not name us, and stands where people speak of anything."""
    waited: int
    """It has stood there for `waited_after` before we saw it: most damage is done while nobody looks."""
    waited_after: timedelta
    old: int
    """It is older than `old_after`: the story has happened."""
    old_after: timedelta
    severity: Mapping[int, int]
    """By 1 annoyance, 2 loss or nothing works, 3 harm."""
    portal: Mapping[Portal, int]
    blame: Mapping[Blame, int]
    rating: Mapping[int, int]
    """By stars."""
    reach: tuple[Step, ...]
    """By the author's followers."""
    stir: tuple[Step, ...]
    """By what the post has set off already: shares, likes, comments, points."""
    copies: tuple[Step, ...]
    """By how many other places say the same."""
    rung: Mapping[int, int]
    """By how far the story has travelled, 0 to 5 (rule J5)."""
    repeat: tuple[Again, ...]
    """By how many earlier matters of theirs had the same cause."""


@frozen
class Playbook:
    """What to do, and with which words."""

    name: str
    claim_minutes: int
    """How long a claim holds before it is asked after."""
    clocks: Clocks
    double_within: int
    """How near the two halves of a double disappointment stand together, in characters."""
    steady: Steady
    causes: Sequence[Cause]
    """What may be at the bottom of a case, in the order in which it is offered (rule R4)."""
    no_action: tuple[str, ...]
    """The reasons one may give for taking no action."""
    aftermath: Mapping[Aftermath, Choice]
    weights: Weights
    echoes: Echoes
    """What makes a new mention an echo of a known story (rule R1)."""
    rules: Rulebook
    templates: Sequence[Template]
    """In the order a case needs them."""
    contacts: Sequence[Contact]
    """Where customers reach us; empty where the company has named none."""
    ladder: Ladder
    """How far a story has travelled, and what that asks for (rule J5)."""
    storm: StormRules = StormRules()
    """When many at once are a storm (rule J7); as it ships where a playbook does not say."""
    learned: Learned = NOTHING
    """What the responder's own decisions have taught; no file says it."""
    learn: bool = True
    """Whether decisions teach."""
    no_complaint: tuple[str, ...] = ()
    """The reasons for taking no action that say that it was no complaint; the others teach nothing."""
    names: Names = UNNAMED
    """What people call us; the settings say it."""

    def within(self, priority: int | None, portal: Portal | None = None) -> timedelta:
        """Return how soon we owe a first word, or at least a decision, to what stands on such a portal."""
        return within(self.clocks, priority, portal)

    def cause(self, key: str | None) -> str:
        """Return what was at the bottom of a case, in words; a key that is no longer here stays as it is."""
        return next((each.label for each in self.causes if each.key == key), key or "no cause")

    def with_causes(self, causes: Sequence[Cause]) -> "Playbook":
        """Return the same playbook with another list of causes."""
        return replace(self, causes=causes, rules=self.rules.with_causes(causes))

    def with_names(self, names: Names) -> "Playbook":
        """Return the same playbook, knowing what people call us: the word lists take it for `<us>` too."""
        return replace(self, names=names, rules=self.rules.with_us(names.single))

    def end(self, how: str | None) -> str:
        """Return how a case ended, in words; one that is not known here stays as it is."""
        known = {each.value: choice.label for each, choice in self.aftermath.items()}
        return known.get(how, how) if how else "none"

    def template(self, name: str) -> Template | None:
        """Return the template of this name, or None where there is none."""
        return next((each for each in self.templates if each.name == name), None)


def load(folder: Path | None = None) -> Playbook:
    """Return the playbook in a folder; None: the one that ships.

    What ships is known to be sound: its word lists, templates and contacts are read when the first of them
    is wanted, and a start that wants none does not pay for them. Those of a folder are read at once.

    Raises:
        PlaybookError: A file is missing or does not fit; the message names it, the table and the key.
    """
    home = folder or SHIPPED
    if not home.is_dir():
        raise PlaybookError(f"{home}: there is no such folder; a playbook is a folder with a playbook.toml")
    place = Place(home / "playbook.toml", PlaybookError)
    causes = Awaited(partial(read_causes, home / FILE))
    rules = Rulebook(partial(read_lists, home / "rules"), causes)
    templates = Awaited(partial(_templates, home / "templates"))
    contacts = Awaited(partial(read_contacts, home))
    rungs = home if (home / LADDER).exists() else SHIPPED
    ladder = Ladder(partial(read_ladder, rungs / LADDER))
    table = parsed(text_at(place), place)
    for key in MOVED.keys() & table.keys():
        raise place.inside(key).error(f"is now {MOVED[key]}: see the playbook that ships")
    known = {"causes": causes, "rules": rules, "templates": templates, "contacts": contacts}
    playbook = record(Playbook, table, place, ladder=ladder, learned=NOTHING, **known)
    if folder is not None:
        _check(playbook, place)
    return playbook


def _templates(folder: Path) -> tuple[Template, ...]:
    found = [read_template(file) for file in folder.glob("*.md")]
    return tuple(sorted(found, key=lambda each: (_USES.index(each.use), each.name)))


def check_weights(weights: Weights, place: Place) -> None:
    """Expect weights by which what is more urgent asks for more.

    Raises:
        Exception: The place's refusal.
    """
    if weights.first < weights.second:
        raise place.inside("first").error(
            f"must be second, {weights.second}, at least: priority 1 asks for more, not for less"
        )


def _check(playbook: Playbook, place: Place) -> None:
    """Read all of it, and see that nothing is missing."""
    _ = playbook.rules.lists, len(playbook.contacts), len(playbook.causes), playbook.ladder.rungs
    check_clocks(playbook.clocks, place.inside("clocks"))
    check_weights(playbook.weights, place.inside("weights"))
    if set(playbook.aftermath) != set(Aftermath):
        raise place.inside("aftermath").error(f"needs a table for each of {', '.join(Aftermath)}")
    if set(playbook.echoes.signs) != set(Sign):
        raise place.inside("echoes", "signs").error(f"needs points for each of {', '.join(Sign)}")
    _check_reasons(playbook, place.inside("no_complaint"))
    if playbook.claim_minutes < 1:
        raise place.inside("claim_minutes").error("must be 1 at least")
    if not playbook.templates:
        raise place.error("there is no template: put one at least into templates/")


def _check_reasons(playbook: Playbook, place: Place) -> None:
    for each in playbook.no_complaint:
        if each not in playbook.no_action:
            raise place.error(f'"{each}" is none of no_action; {nearest(each, playbook.no_action)}')
