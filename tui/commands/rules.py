"""`amends rules test|list|apply`: what a query would have caught, what is listened for, set right."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from casebook.clock import utc_now
from casebook.query.errors import QueryError
from casebook.query.rule import Rule, rule_of
from casebook.query.values import moment_of
from casebook.toml import nearest
from desk.learning import taught
from desk.ours import playbook_of
from desk.reruling import apply_rules, planned
from desk.ruled import try_rule
from desk.settings import Settings
from tui.commands.parser import FINE, WORDS
from tui.commands.rules_said import (
    Told,
    applied_json,
    applied_plain,
    brands_said,
    caught_json,
    caught_plain,
    rules_said,
)
from tui.commands.say import complain
from tui.commands.usual import open_store, settings_of, writing


class _Off(Exception):
    """The words of the command are off."""


def run(args: Namespace) -> int:
    """Do what the verb says."""
    try:
        return _VERBS[args.verb](args, settings_of(args))
    except (QueryError, _Off) as error:
        return complain(f"rules {args.verb}: {error}", WORDS)


def _test(args: Namespace, settings: Settings) -> int:
    now = utc_now()
    since, rule = _since(args.since, now), _rule(args, settings)
    if not settings.store.exists():
        return complain("nothing is stored yet that could have been caught", FINE)
    with open_store(settings) as store:
        caught = try_rule(store, rule, settings.heard, since)
    _print((caught_json if args.json else caught_plain)(caught, rule, since))
    return FINE


def _list(args: Namespace, settings: Settings) -> int:
    _print([*brands_said(settings.brands, json=args.json), *rules_said(settings.heard, json=args.json)])
    return FINE


def _apply(args: Namespace, settings: Settings) -> int:
    if not args.dry_run:
        writing(settings)
    now = utc_now()
    since = _since(args.since, now)
    if not any(each.rule.filters for each in settings.heard):
        return complain("no source has a rule: there is nothing to apply", FINE)
    if not settings.store.exists():
        return complain("nothing is stored yet that a rule could be applied to", FINE)
    playbook = playbook_of(settings)
    with open_store(settings) as store:
        plan = planned(store, settings.heard, since)
        done = (len(plan.gone), len(plan.back), len(plan.renewed))
        if not args.dry_run and any(done):
            done = apply_rules(store, taught(store, playbook), plan, by=settings.responder.name, now=now)
    _print((applied_json if args.json else applied_plain)(Told(plan, done, args.dry_run)))
    return FINE


def _rule(args: Namespace, settings: Settings) -> Rule:
    known = {each.name: each for each in settings.brands}
    for name in args.brand:
        if name not in known:
            raise _Off(
                f"{name!r:.60} is no brand; {nearest(name, known) if known else 'the settings have none'}"
            )
    rule = rule_of([known[name] for name in args.brand], " ".join(args.query))
    if not rule.filters:
        raise _Off('say what to look for, e.g. amends rules test "refund NEAR/5 never"')
    return rule


def _since(said: str | None, now: datetime) -> datetime | None:
    found = None if said is None else moment_of(said, now)
    if said is not None and found is None:
        raise _Off(f"--since wants a time such as 90m, 14d or 2026-03-01, not {said!r:.40}")
    return found


def _print(lines: Iterable[str]) -> None:
    for each in lines:
        print(each)


_VERBS: Mapping[str, Callable[[Namespace, Settings], int]] = {"test": _test, "list": _list, "apply": _apply}
