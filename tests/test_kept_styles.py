"""Styles that were kept are those that would be read, and what is not sound is not used."""

import pickle
import sys
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from textual.app import App
from textual.css import stylesheet
from textual.css.errors import StylesheetError
from textual.css.model import RuleSet
from textual.css.styles import StylesBase
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from desk.desk import Desk
from desk.settings import Theme
from tests.at_the_desk import settings
from tests.desk_world import NOON, complaint, playbook, world
from tests.pilot import until
from tui.app import AmendsApp
from tui.kept_styles import KeptStyles
from tui.themes import PaintedApp

parsed = stylesheet.parse  # type: ignore[attr-defined]
HOUSE = Path(__file__).parent.parent / "tui"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "amends" / "dark"


@pytest.fixture
def known(file: Path) -> str:
    """Return what was read of sheets, and kept."""
    read = sheets()
    said = told(read)
    KeptStyles(file).keeping(read)()
    return said


def sheets(theme: Theme = Theme.DARK) -> Stylesheet:
    """Return sheets that have not been read yet."""
    made = PaintedApp[None](theme).stylesheet
    kinds: tuple[type[DOMNode], ...] = App, Screen, Widget, Input
    for rank, kind in enumerate(kinds):
        made.add_source(kind.DEFAULT_CSS, (str(HOUSE), kind.__name__), True, -rank, kind.__name__)
    made.read_all([HOUSE / "app.tcss", HOUSE / "others.tcss"])
    return made


def told(read: Stylesheet) -> str:
    """Return all that decides how rules are applied."""
    return "\n".join(map(str, map(_told, read.rules)))


def _told(rule: RuleSet) -> tuple[object, ...]:
    found = [
        (
            one.name,
            one.combinator,
            one.type,
            sorted(one.pseudo_classes),
            one.specificity,
            one.advance,
            each.specificity,
        )
        for each in rule.selector_set
        for one in each.selectors
    ]
    sets = rule.selector_names, rule.pseudo_classes, rule.styles.important
    return rule.is_default_rules, rule.tie_breaker, rule.errors, found, *map(sorted, sets), rules(rule.styles)


def rules(styles: StylesBase) -> list[str]:
    return sorted(f"{name}: {said!r}" for name, said in styles.get_rules().items())


def recalled(file: Path, theme: Theme = Theme.DARK) -> Stylesheet:
    found = sheets(theme)
    KeptStyles(file).recall(found)
    return found


def test_what_is_kept_is_not_read_again(file: Path, known: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stylesheet, "parse", None)
    assert told(recalled(file)) == known


def test_rules_that_are_recalled_find_what_they_are_for(file: Path, known: str) -> None:
    found = [one for rule in recalled(file).rules for each in rule.selector_set for one in each.selectors]
    screen = Screen[None](id="body", classes="queue--head")
    read = [one for rule in sheets().rules for each in rule.selector_set for one in each.selectors]
    assert [one._check(screen) for one in found] == [one._check(screen) for one in read]


def test_rules_for_other_colours_are_not_used(file: Path, known: str) -> None:
    light = sheets(Theme.LIGHT)
    assert told(recalled(file, Theme.LIGHT)) == told(light) != known


def test_what_is_known_is_not_written_again(file: Path, known: str) -> None:
    before, again = file.stat().st_ino, KeptStyles(file)
    found = sheets()
    again.recall(found)
    again.keeping(found)()
    assert file.stat().st_ino == before
    found.add_source("Screen { color: red; }")
    found.parse()
    again.keeping(found)()
    assert file.stat().st_ino != before


def test_what_is_kept_is_what_was_read_then_whatever_comes_after(file: Path, known: str) -> None:
    found = sheets()
    keep, read = KeptStyles(file.with_name("another")).keeping(found), told(found)
    found._parse_cache.clear()
    found.set_variables({**found._variables, "primary": "red"})
    keep()
    assert told(recalled(file.with_name("another"))) == read == known


class Evil:
    """Says, where it is read, that it was."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> Any:
        return Path.touch, (self.place,)


def sealed(whole: bytes, said: object) -> bytes:
    """Return what a stranger might have written who knows how our file begins."""
    stamp = whole[9 : whole.index(b"\n", 9) + 1]
    text = stamp + pickle.dumps(said)
    return b"%08x\n" % crc32(text) + text


@pytest.mark.parametrize("how", ["cut", "empty", "changed", "foreign", "other", "calls"])
def test_what_is_not_sound_is_not_used(file: Path, known: str, how: str) -> None:
    whole, mark = file.read_bytes(), file.with_name("mark")
    ways = {
        "cut": whole[: len(whole) // 2],
        "empty": b"",
        "changed": whole[:-200] + bytes([whole[-200] ^ 1]) + whole[-199:],
        "foreign": sealed(whole, {"x": Evil(mark)}),
        "other": whole.replace(repr(sys.version).encode(), b"'another'"),
        "calls": sealed(whole, {"x": sys.exit}),
    }
    file.write_bytes(ways[how])
    assert told(recalled(file)) == known
    assert not mark.exists()


def test_what_others_can_write_is_not_used(file: Path, known: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(0o666)
    monkeypatch.setattr(stylesheet, "parse", None)
    with pytest.raises(StylesheetError):
        told(recalled(file))


async def test_a_second_start_wears_the_same_and_reads_none_of_it(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AmendsApp, "leisure", 0.0)
    read: list[str] = []

    def parse(scope: str, css: str, place: tuple[str, str], *more: Any, **about: Any) -> Any:
        read.append(place[0])
        return parsed(scope, css, place, *more, **about)

    monkeypatch.setattr(stylesheet, "parse", parse)
    first = await worn(tmp_path, file)
    assert any("app.tcss" in each for each in read)
    read.clear()
    assert await worn(tmp_path, file) == first
    assert not [each for each in read if Path(each).name in ("app.py", "app.tcss")]


async def test_a_start_that_can_keep_nothing_goes_on(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AmendsApp, "leisure", 0.0)
    (tmp_path / "cache").write_text("in the way")
    assert await worn(tmp_path, file)


async def worn(folder: Path, file: Path) -> list[str]:
    """Return how everything on the first screen is styled, once what was read is kept and the rest is."""
    with world(folder) as here:
        here.take(complaint())
        desk = Desk(settings(folder), playbook(), here.store, lambda: NOON)
        app = AmendsApp(desk, styles=KeptStyles(file))
        async with app.run_test(size=(120, 36)) as pilot:
            await until(
                pilot, lambda: any("others" in place for place, _ in app.stylesheet.source), "the rest"
            )
            nodes = app.screen.walk_children(with_self=True)
            found = [f"{each.css_identifier} {rules(each.styles)}" for each in nodes]
        desk.close()
    return found
