"""A company copies the playbook, changes a word, and is told plainly where it went wrong."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from casebook.kinds import Aftermath
from playbooks.errors import PlaybookError
from playbooks.playbook import load
from tests.playbook_samples import copied, rewritten

WRONG = [
    (
        "playbook.toml",
        "claim_minutes = 15",
        "claim_minuts = 15",
        ["ours/playbook.toml: claim_minuts: unknown key", '"claim_minutes"'],
    ),
    (
        "playbook.toml",
        "claim_minutes = 15",
        'claim_minutes = "15"',
        ["playbook.toml: claim_minutes:", "a whole number", "'15'"],
    ),
    (
        "playbook.toml",
        "claim_minutes = 15",
        "claim_minutes = true",
        ["playbook.toml: claim_minutes:", "a whole number"],
    ),
    ("playbook.toml", "claim_minutes = 15", "claim_minutes = 0", ["claim_minutes", "1 at least"]),
    ("playbook.toml", "claim_minutes = 15\n", "", ["playbook.toml: claim_minutes: is needed here"]),
    ("playbook.toml", "claim_minutes = 15", "claim_minutes = ", ["is not TOML", "line"]),
    ("playbook.toml", '1 = "30m"', '1 = "soon"', ["[clocks.acknowledge] 1:", '"30m"', "'soon'"]),
    ("playbook.toml", '1 = "30m"', '1 = "0m"', ["[clocks.acknowledge] 1:", "must be a time"]),
    ("playbook.toml", '1 = "30m"', 'first = "30m"', ["[clocks.acknowledge] first:", "whole number"]),
    ("playbook.toml", '3 = "8h"', '4 = "8h"', ["[clocks] acknowledge:", "each of 1, 2 and 3"]),
    (
        "playbook.toml",
        "[clocks]",
        "[answer_within]\n1 = '5m'\n[clocks]",
        ["answer_within: is now clocks.ackn"],
    ),
    ("playbook.toml", "[clocks.resolve]", "[clocks.resolved]", ["[clocks] resolved:", '"resolve"']),
    ("playbook.toml", "[clocks.portal.complaint", "[clocks.portal.complain", ["complain:", '"complaint"']),
    ("playbook.toml", 'zone = "UTC"', 'zone = "Mars/Base"', ["[clocks.hours] zone:", "Mars/Base", "Berlin"]),
    ("playbook.toml", '"mon", "tue"', '"moon", "tue"', ["[clocks.hours] days.1:", '"mon"']),
    ("playbook.toml", 'opens = "9:00"', 'opens = "9"', ["[clocks.hours] opens:", '"9:00"']),
    ("playbook.toml", 'closes = "18:00"', 'closes = "25:00"', ["[clocks.hours] closes:", "time of day"]),
    ("playbook.toml", "holidays = []", 'holidays = ["02-30"]', ["[clocks.hours] holidays.1:", "12-25"]),
    ("playbook.toml", "acknowledge = []", "acknowledge = [4]", ["acknowledge:", "no priority 4"]),
    ("playbook.toml", 'evening = "22:00"', 'evening = "late"', ["[clocks.reach] evening:", "22:00"]),
    ("playbook.toml", "orders = 6", "order = 6", ["[steady] order:", 'did you mean "orders"?']),
    ("playbook.toml", "tiers = []", 'tiers = "gold"', ["[steady] tiers:", "a list"]),
    ("playbook.toml", "tiers = []", "tiers = [1]", ["[steady] tiers.1:", "text in quotes"]),
    ("playbook.toml", "[aftermath.quiet]", "[aftermath.quit]", ["[aftermath] quit:", '"quiet"']),
    ("playbook.toml", "second = 4 ", "second = 8 ", ["[weights] first: must be second, 8, at least"]),
    ("playbook.toml", "aimed = 2 ", "aimd = 2 ", ["[weights.portal] aimd:", 'did you mean "aimed"?']),
    (
        "causes.toml",
        'label = "Something else"',
        'lable = "Something else"',
        ["[causes.9] lable:", '"label"'],
    ),
    (
        "rules/harm.toml",
        'tag = "health"',
        'tag = "safety"',
        ["rules/harm.toml", "[rules.3] tag:", '"safety"', "twice"],
    ),
    ("rules/harm.toml", '"insulin"', '"in*"', ["[rules.3] words:", '"in*"', "3 letters"]),
    ("rules/harm.toml", '"insulin"', '".. insulin"', ['".. insulin"', "begin and end with a word"]),
    ("rules/harm.toml", '"insulin"', '"a .. b .. c .. d"', ["more than 2 gaps"]),
    ("rules/harm.toml", '"insulin"', '"<them> insulin"', ["<them>", "<us>"]),
    ("causes.toml", 'key = "outage"', 'key = "product"', ["[causes.2] key:", '"product" is there twice']),
    ("causes.toml", '"went down"', '"we*"', ["[causes.2] strong:", '"we*"', "3 letters"]),
    ("causes.toml", "usual = 1", "usual = 1\nrest = true", ["causes.toml: causes:", "one cause only"]),
    ("rules/us.toml", "words = [", "word = [", ["rules/us.toml", 'did you mean "words"?']),
]


def test_the_shipped_playbook_has_what_a_desk_needs() -> None:
    playbook = load()
    assert playbook.name == "standard"
    assert playbook.claim_minutes == 15
    assert [cause.key for cause in playbook.causes] == [
        *("product", "outage", "delivery", "billing", "account"),
        *("support", "information", "lost_damaged", "other"),
    ]
    assert set(playbook.aftermath) == set(Aftermath)
    assert (
        playbook.within(1)
        < playbook.within(2)
        < playbook.within(3)
        < playbook.within(None)
        == timedelta(days=1)
    )
    assert playbook.no_action


def test_a_copy_can_be_changed_and_is_read_as_changed(tmp_path: Path) -> None:
    ours = copied(tmp_path)
    rewritten(ours / "playbook.toml", 'name = "standard"', 'name = "night trains"')
    rewritten(ours / "playbook.toml", '1 = "30m"', '1 = "10m"')
    (ours / "templates" / "thank-you.md").unlink()
    playbook = load(ours)
    assert playbook.name == "night trains"
    assert playbook.within(1) == timedelta(minutes=10)
    assert playbook.template("thank-you") is None
    assert playbook.template("acknowledge") is not None


@pytest.mark.parametrize(
    ("file", "old", "new", "told"), WRONG, ids=[f"{old}→{new}" for _, old, new, _ in WRONG]
)
def test_a_slip_is_named_with_file_table_and_key(
    tmp_path: Path, file: str, old: str, new: str, told: list[str]
) -> None:
    ours = copied(tmp_path)
    rewritten(ours / file, old, new)
    with pytest.raises(PlaybookError) as caught:
        load(ours)
    message = str(caught.value)
    assert [word for word in told if word not in message] == [], message
    assert "\n" not in message


def test_a_word_list_by_a_wrong_name_is_not_passed_over(tmp_path: Path) -> None:
    ours = copied(tmp_path)
    (ours / "rules" / "praises.toml").write_text("at_least = 1\nrules = []\n", encoding="utf-8")
    with pytest.raises(PlaybookError, match='"praises"; did you mean "praise"'):
        load(ours)


@pytest.mark.parametrize("gone", ["playbook.toml", "causes.toml", "rules/praise.toml", "rules/us.toml"])
def test_a_missing_file_is_named(tmp_path: Path, gone: str) -> None:
    ours = copied(tmp_path)
    (ours / gone).unlink()
    with pytest.raises(PlaybookError, match=Path(gone).name):
        load(ours)


def test_a_playbook_without_any_template_is_refused(tmp_path: Path) -> None:
    ours = copied(tmp_path)
    for file in (ours / "templates").iterdir():
        file.unlink()
    with pytest.raises(PlaybookError, match="templates/"):
        load(ours)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError, match="nowhere"):
        load(tmp_path / "nowhere")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    ours = copied(tmp_path)
    (ours / "playbook.toml").write_bytes(b"name = \xff\xfe")
    with pytest.raises(PlaybookError, match=r"playbook\.toml"):
        load(ours)


def test_every_word_list_that_ships_is_toml_a_person_wrote_once(tmp_path: Path) -> None:
    for file in sorted((copied(tmp_path) / "rules").glob("*.toml")):
        for rule in tomllib.loads(file.read_text(encoding="utf-8")).get("rules", []):
            words = rule["words"]
            assert len(words) == len(set(words)), (
                file.name,
                rule["tag"],
                sorted(w for w in words if words.count(w) > 1),
            )
            assert rule["say"], (file.name, rule["tag"])
