"""What rules catch and do, as lines: JSON, or plain words. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from casebook.frozen import frozen
from casebook.mention import KeptMention
from casebook.query.marks import marks
from casebook.query.rule import Brand, Rule
from desk.reruling import Applied
from desk.ruled import Caught
from desk.source_settings import SourceSettings
from sources.text import clean_line
from tui.commands.lines import as_json

BEFORE = 30
"""Characters shown before the first word that fits."""
LONGEST = 90
"""Characters shown of a mention."""


@frozen
class Told:
    """What applying the rules has done, or would do."""

    plan: Applied
    done: tuple[int, int, int]
    """How many were let go, came back, and were noted anew."""
    dry: bool
    """Whether nothing was changed."""


def caught_plain(caught: Caught, rule: Rule, since: datetime | None) -> Iterator[str]:
    """Yield what a rule would have caught, for a reader."""
    span = f" written since {since:%Y-%m-%d %H:%M} UTC" if since else ""
    yield f"catches {caught.caught} of {_mentions(caught.stored)}{span}"
    for place, many in caught.places.items():
        yield f"{many:>7}  {clean_line(place)}"
    for day, many in caught.days.items():
        yield f"{many:>7}  on {day}"
    yield f"{caught.gained:>7}  of them the present rules would not let in"
    yield f"{caught.lost:>7}  others that the present rules let in would be missed"
    yield from (f"caught  {_line(each, rule)}" for each in caught.examples)
    yield from (f"missed  {_line(each, rule)}" for each in caught.missed)


def caught_json(caught: Caught, rule: Rule, since: datetime | None) -> Iterator[str]:
    """Yield the same as one line of JSON."""
    yield as_json(
        {
            "rule": rule.name,
            "since": since.isoformat() if since else None,
            "stored": caught.stored,
            "caught": caught.caught,
            "sources": dict(caught.places),
            "days": {day.isoformat(): many for day, many in caught.days.items()},
            "gained": caught.gained,
            "lost": caught.lost,
            "examples": [_example(each, rule) for each in caught.examples],
            "missed": [_example(each, rule) for each in caught.missed],
        }
    )


def brands_said(brands: Iterable[Brand], *, json: bool) -> Iterator[str]:
    """Yield a line for each brand."""
    for each in brands:
        said = {"words": each.words, "misspellings": each.misspellings, "lookalikes": each.lookalikes}
        if json:
            yield as_json(
                {"brand": each.name, **{key: list(words) for key, words in said.items()}, "also": each.also}
            )
            continue
        named = zip(("", "misspelt ", "but not in "), said.values(), strict=True)
        parts = [f"{label}{', '.join(words)}" for label, words in named if words]
        yield clean_line(f"brand {each.name}: {'; '.join(parts)}{f'; also {each.also}' if each.also else ''}")


def rules_said(sources: Iterable[SourceSettings], *, json: bool) -> Iterator[str]:
    """Yield a line for each source: what it is listened to for, and what its server is asked for."""
    for each in sources:
        asked = list(each.rule.cover()) if getattr(each.fields, "searches", False) else []
        own = getattr(each.fields, "query", "") or ""
        if json:
            rule = {"brands": [brand.name for brand in each.rule.brands], "match": each.rule.match}
            yield as_json({"source": each.name, "kind": each.kind, **rule, "asked": [own] if own else asked})
            continue
        searched = [own] if own else asked
        words = f"; asked for {', '.join(f'“{word}”' for word in searched)}" if searched else ""
        yield clean_line(f"source {each.name} ({each.kind}): {each.rule.name or 'everything'}{words}")


def applied_plain(told: Told) -> Iterator[str]:
    """Yield what applying the rules does, for a reader: each mention that goes or comes, and the sum."""
    yield from (f"let go   {_short(each)}: {clean_line(each.why or '')}" for each in told.plan.gone)
    yield from (f"is back  {_short(each)}" for each in told.plan.back)
    gone, back, renewed = told.done
    would = "would let" if told.dry else "let"
    yield f"{would} {gone} go, {'bring' if told.dry else 'brought'} {back} back, {renewed} noted anew"


def applied_json(told: Told) -> Iterator[str]:
    """Yield the same as one line of JSON."""
    plan, (gone, back, renewed) = told.plan, told.done
    ids: dict[str, Any] = {"gone": [each.id for each in plan.gone], "back": [each.id for each in plan.back]}
    yield as_json({"dry_run": told.dry, "let_go": gone, "brought_back": back, "renewed": renewed, **ids})


def _example(kept: KeptMention, rule: Rule) -> dict[str, Any]:
    match = rule.matches(kept.mention)
    words = match.words(kept.mention) if match else ()
    place = kept.mention.via or kept.mention.source
    return {
        "id": kept.id,
        "where": place,
        "url": kept.mention.url,
        "words": list(words),
        "said": _said(kept, rule),
    }


def _line(kept: KeptMention, rule: Rule) -> str:
    return clean_line(f"{_head(kept)}: {_said(kept, rule)}")


def _short(kept: KeptMention) -> str:
    return clean_line(f"{_head(kept)}: {(kept.mention.title or kept.mention.text)[:60]}")


def _head(kept: KeptMention) -> str:
    said = kept.mention
    return f"#{kept.id} {said.via or said.source} {said.author_handle or said.author_name or 'somebody'}"


def _said(kept: KeptMention, rule: Rule) -> str:
    """Return a piece of title and text about the first word that fits, with what fits in brackets."""
    said = "\n".join(filter(None, (kept.mention.title, kept.mention.text)))
    match = rule.matches(kept.mention)
    found = marks(said, match.phrases, match.but) if match else []
    start = max(found[0][0] - BEFORE, 0) if found else 0
    end = start + LONGEST
    pieces, at = [], start
    for first, behind in ((a, b) for a, b in found if b <= end):
        pieces += [said[at:first], "[", said[first:behind], "]"]
        at = behind
    return clean_line(
        f"{'…' if start else ''}{''.join(pieces)}{said[at:end]}{'…' if end < len(said) else ''}"
    )


def _mentions(many: int) -> str:
    return f"{many} mention{'' if many == 1 else 's'}"
