"""`amends learned`: what decisions have taught, in words; and commands that judge by it."""

import json
from pathlib import Path

import pytest

from playbooks.learned_causes import NEEDED
from playbooks.learner import GRADED
from tests.desk_processes import amends
from tests.desk_world import world
from tests.learned_samples import UNKNOWN, decided, graded, named

STATE = ".local/state/amends"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home of somebody who has said of forty mentions whether they complain."""
    with world(tmp_path / STATE) as desk:
        decided(desk, 40)
    return tmp_path


def test_what_was_learned_is_told_by_its_words(home: Path) -> None:
    said = amends(home, "learned").stdout.decode()
    first, facet, speaking, against, *rest = said.splitlines()
    assert first.startswith("40 mentions decided about, the last on ")
    assert facet == "complaint: 20 yes, 20 no; they move the rules"
    assert "bustitution" in speaking
    assert "photograph" in against
    assert "unlearned" in rest[-1]


def test_the_same_as_json(home: Path) -> None:
    (found,) = (json.loads(each) for each in amends(home, "learned", "--json").stdout.splitlines())
    assert (found["facet"], found["yes"], found["no"], found["on"]) == ("complaint", 20, 20, True)
    assert "bustitution" in found["for"]
    assert not set(found["for"]) & set(found["against"])


def test_causes_that_were_named_are_told_by_their_words(tmp_path: Path) -> None:
    with world(tmp_path / STATE) as desk:
        named(desk, NEEDED - 1)
        few = amends(tmp_path, "learned").stdout.decode().splitlines()
        assert "cause: 499 named; until there are 500 the rules alone rank" in few
        named(desk, 1, first=NEEDED - 1)
    said = amends(tmp_path, "learned").stdout.decode().splitlines()
    at = said.index("cause: 500 named; they rank anew what the rules have ranked")
    assert "bustitution" in said[at + 1]
    assert "gangway" in said[at + 2]
    found = json.loads(amends(tmp_path, "learned", "--json").stdout)
    assert (found["facet"], found["named"], found["needed"], found["on"]) == ("cause", 500, 500, True)
    assert "bustitution" in found["for"]["delivery"]


def test_how_bad_it_is_is_told_by_its_words(tmp_path: Path) -> None:
    with world(tmp_path / STATE) as desk:
        graded(desk, GRADED - 2)
    few = amends(tmp_path, "learned").stdout.decode()
    assert "\nseverity: 24 more than an annoyance, 24 an annoyance; of the same words only: under 50 " in few
    assert "bustitution" not in few
    with world(tmp_path / STATE) as desk:
        graded(desk, 2 * GRADED)
    said = amends(tmp_path, "learned").stdout.decode().splitlines()
    at = next(number for number, each in enumerate(said) if each.startswith("severity: "))
    assert said[at].endswith("an annoyance; they move the rules")
    assert "bustitution" in said[at + 1]
    assert "gangway" in said[at + 2]
    (found,) = (json.loads(each) for each in amends(tmp_path, "learned", "--json").stdout.splitlines())
    assert (found["facet"], found["helps"], found["on"]) == ("severity", True, True)


def test_without_a_store_nothing_is_told_and_none_is_made(tmp_path: Path) -> None:
    done = amends(tmp_path, "learned")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"nothing was decided yet that could be learned from\n"
    assert not (tmp_path / ".local").exists()


def test_a_playbook_that_learns_nothing_says_so(home: Path) -> None:
    amends(home, "playbook", str(home / "ours"))
    file = home / "ours" / "playbook.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("learn = true", "learn = false"), encoding="utf-8"
    )
    (home / "s.toml").write_text(
        f'[playbook]\nfolder = "ours"\n[store]\nplace = "{home / STATE}/amends.db"\n', encoding="utf-8"
    )
    said = amends(home, "--settings", str(home / "s.toml"), "learned").stdout.decode()
    assert "the playbook says learn = false" in said.splitlines()[-1]


def test_what_is_added_is_judged_as_was_decided(home: Path) -> None:
    given = json.dumps({"text": f"{UNKNOWN} again", "author_handle": "kim"}).encode()
    number = amends(home, "add", "--json", "-", given=given).stdout.split(b"\t")[0].decode()
    assert "as learned from 40 decisions" in amends(home, "show", number).stdout.decode()


@pytest.mark.parametrize("act", [("do", "reach", "{}", "3h"), ("import", "customers", "c.csv", "--yes")])
def test_what_a_command_judges_anew_is_judged_as_was_decided(home: Path, act: tuple[str, ...]) -> None:
    (home / "c.csv").write_text("ref,since,orders,accounts\n1,2015-01-01,99,x:kim\n", encoding="utf-8")
    given = json.dumps({"source": "x", "text": f"{UNKNOWN} again", "author_handle": "kim"}).encode()
    number = amends(home, "add", "--json", "-", given=given).stdout.split(b"\t")[0].decode()
    before = amends(home, "show", number).stdout
    done = amends(home, *(each.format(number) for each in act))
    assert done.returncode == 0, done.stderr
    after = amends(home, "show", number).stdout
    assert after != before
    assert "as learned from 40 decisions" in after.decode()


def test_a_reason_that_is_no_complaint_must_be_one_of_the_reasons(tmp_path: Path) -> None:
    amends(tmp_path, "playbook", str(tmp_path / "ours"))
    file = tmp_path / "ours" / "playbook.toml"
    said = file.read_text(encoding="utf-8").replace(
        'no_complaint = ["not about us"', 'no_complaint = ["not about u"'
    )
    file.write_text(said, encoding="utf-8")
    (tmp_path / "s.toml").write_text('[playbook]\nfolder = "ours"\n', encoding="utf-8")
    done = amends(tmp_path, "--settings", str(tmp_path / "s.toml"), "learned")
    assert done.returncode == 1
    assert b'no_complaint: "not about u" is none of no_action' in done.stderr
    assert b"not about us" in done.stderr
