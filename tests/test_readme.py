"""README says what is true: every key and every command stands in it, and nothing else does."""

import re
from pathlib import Path

from textual.dom import DOMNode

import tui.offer
from casebook.query.fields import FIELDS, SIGNS
from desk.settings import load
from sources.registry import KINDS
from tests.test_laws import HOUSE
from tui.app import AmendsApp
from tui.commands.do import ACTS
from tui.commands.parser import parser
from tui.keys import known_ids, our_bindings, sign

README = (HOUSE / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?P<keys>.+?) \| (?P<what>.+?) \| `(?P<id>[a-z_]+\.[a-z_0-9]+)` \|$", re.MULTILINE)

TABLES = (
    "queue",
    "mention",
    "case",
    "desk",
    "app",
    "go",
    "composer",
    "history",
    "follow_ups",
    "mutes",
    "promises",
    "storm",
)
"""The screens whose keys stand in the tables; a dialog shows its own."""
MOVES = ("down", "up", "back", "half_down", "half_up", "top", "bottom")
"""Told once for all screens, in a sentence."""


def test_the_app_and_the_offer_are_loaded() -> None:
    assert issubclass(AmendsApp, DOMNode)
    assert issubclass(tui.offer.OfferApp, DOMNode)


def test_every_key_stands_in_the_readme_as_it_is_bound() -> None:
    bound = {each.id: [sign(key) for key in each.key.split(",")] for each in our_bindings()}
    for row in ROW.finditer(README):
        keys = row["keys"].replace("`", "").split(" ")
        assert keys == bound[row["id"]], f"{row['id']} is bound to {bound[row['id']]}"


def test_no_key_is_missing_from_the_readme() -> None:
    told = {row["id"] for row in ROW.finditer(README)}
    owed = {each for each in known_ids() if each.split(".")[0] in TABLES and each.split(".")[1] not in MOVES}
    assert not owed - told
    assert told <= known_ids()


def test_the_whole_filter_language_stands_in_the_readme() -> None:
    for example, what in (*SIGNS, *((each.example, each.what) for each in FIELDS)):
        assert f"| `{example}` | {what} |" in README


def test_the_settings_of_test_mails_are_not_a_lie(tmp_path: Path) -> None:
    page = (HOUSE / "docs" / "contacts.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(\[mail\].*?)```", page, re.DOTALL)
    assert example
    (tmp_path / "settings.toml").write_text(example[1], encoding="utf-8")
    read = load(tmp_path / "settings.toml", {"HOME": str(tmp_path)})
    assert read.mail.tests == ("complaints",)
    assert read.mail.ours("complaints@corncrake.co.example")
    assert read.contacts.nameserver == "9.9.9.9"


def test_every_kind_of_source_is_named_in_the_readme() -> None:
    assert {kind for kind in KINDS if not re.search(rf"`{kind}`|kind = \"{kind}\"", README)} == set()


def test_every_page_is_linked_and_every_link_leads_to_one() -> None:
    pages = {each.name for each in (HOUSE / "docs").glob("*.md")}
    assert set(re.findall(r"\]\(docs/([a-z-]+\.md)\)", README)) == pages
    for page in pages:
        inside = re.findall(r"\]\(([a-z-]+\.md)\)", (HOUSE / "docs" / page).read_text(encoding="utf-8"))
        assert set(inside) <= pages, page


def test_every_command_stands_in_the_readme() -> None:
    top = parser()
    commands = next(action for action in top._actions if action.dest == "command" or action.choices)
    for name in commands.choices or ():
        assert f"`amends {name}" in README, name


def test_every_verb_of_an_act_stands_in_the_readme() -> None:
    told = re.search(r"^\| `amends do VERB …` \| one act of the desk: `(.+?)` \|$", README, re.MULTILINE)
    assert told
    assert sorted(told[1].split()) == sorted(ACTS)


def test_the_settings_example_is_not_a_lie(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert example
    file = tmp_path / "settings.toml"
    file.write_text(example[1], encoding="utf-8")
    read = load(file, {"HOME": str(tmp_path), "USER": "x"})
    assert [source.name for source in read.sources] == ["reviews", "hackernews"]
    file.write_text(tui.offer.EXAMPLE, encoding="utf-8")
    assert load(file, {"HOME": str(tmp_path)}).company.name == "Your company"
