"""`amends judge`: lines in, verdicts out, as the queue would have them; and nothing kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from playbooks.judge import judge
from playbooks.learned_causes import NEEDED
from playbooks.learner import GRADED
from tests.desk_processes import amends, started
from tests.desk_world import complaint, playbook
from tests.learned_samples import UNKNOWN, naming_text, text_of
from tests.playbook_samples import NOW

CALLED = "Corncrake cancelled my train. I called support twice and nobody ever called me back."
THANKED = "Thank you, Corncrake railway: your staff was wonderful!"


def line(number: int | str = 1, text: str = CALLED, **about: Any) -> bytes:
    return json.dumps({"id": number, "text": text, **about}).encode() + b"\n"


def judged(home: Path, given: bytes, *words: str) -> list[dict[str, Any]]:
    done = amends(home, "judge", "-", "--json", *words, given=given)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return [json.loads(each) for each in done.stdout.splitlines()]


def test_each_line_that_goes_in_comes_out_with_what_the_queue_says_of_it(tmp_path: Path) -> None:
    first, second = judged(tmp_path, line("a") + line(2, THANKED))
    verdict = judge(complaint(text=CALLED, portal=None, created_at=None), playbook(), NOW)
    assert (first["id"], second["id"]) == ("a", 2)
    assert first["priority"] == verdict.priority
    assert first["labels"]["double"] == pytest.approx(verdict.labels.double, abs=1e-4)
    assert first["labels"].keys() == {
        *("complaint", "specific", "double", "abusive"),
        *("blame", "cause", "severity"),
    }
    assert (second["sort"], second["priority"]) == ("praise", None)


def test_an_id_beyond_all_numbers_comes_out_as_it_was_written(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, line().replace(b'"id": 1', b'"id": 1e999'))
    assert found["id"] == "1e999"


def test_the_words_of_the_evidence_stand_where_it_says(tmp_path: Path) -> None:
    title, text = "Two stars ★★☆☆☆", CALLED
    (found,) = judged(tmp_path, line(text=text, title=title, kind="review"))
    spans = [each for each in found["evidence"] if each["start"] is not None]
    assert any(each["key"] == "double" and each["weight"] > 0 for each in spans)
    for each in spans:
        assert f"{title}\n{text}"[each["start"] : each["end"]] == each["words"]


def test_what_is_known_beside_the_words_counts(tmp_path: Path) -> None:
    bare, told = judged(
        tmp_path,
        line() + line(rating=1, portal="complaint", author_reach=40_000, author_reach_kind="followers"),
    )
    keys = {each["key"] for each in told["evidence"]}
    assert {"rating.1", "portal.complaint", "reach"} <= keys
    assert told["priority"] < bare["priority"]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{not json\n", "it is not JSON"),
        (b"[1, 2]\n", "not an object"),
        (b'{"id": 7}\n', "it has no text"),
        (b'{"id": 7, "text": 12}\n', "text: expected text"),
        (b'{"id": 7, "text": "\xff"}\n', "is not UTF-8"),
    ],
)
def test_a_line_that_is_none_is_named_and_the_others_are_judged(tmp_path: Path, bad: bytes, why: str) -> None:
    done = amends(tmp_path, "judge", "--json", given=line(1) + bad + line(3))
    assert [json.loads(each)["id"] for each in done.stdout.splitlines()] == [1, 3]
    assert done.returncode == 1
    assert done.stderr.decode().startswith("amends: line 2: ")
    assert why in done.stderr.decode()


def test_a_field_that_does_not_fit_is_named_once_and_the_line_judged_without(tmp_path: Path) -> None:
    given = line(1, kind="tweet") + line(2, kind="tweet", source="their own words") + line(3, rating=9)
    done = amends(tmp_path, "judge", "--json", given=given)
    assert [json.loads(each)["id"] for each in done.stdout.splitlines()] == [1, 2, 3]
    assert done.returncode == 0
    assert [each.split(":")[1:3] for each in done.stderr.decode().splitlines()] == [
        [" line 1", " kind"],
        [" line 3", " rating"],
    ]


def test_without_json_it_reads_as_lines_of_text(tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    file.write_bytes(line("x", CALLED + "\x1b[31m"))
    done = amends(tmp_path, "judge", str(file))
    first, *reasons = done.stdout.decode().splitlines()
    assert first.split("\t")[:3] == ["x", "2", "complaint"]
    assert any(each.startswith("\t+4 double disappointment") for each in reasons)
    assert b"\x1b" not in done.stdout


def test_a_verdict_comes_as_soon_as_its_line_is_there(tmp_path: Path) -> None:
    with started(tmp_path, "judge", "-", "--json") as process:
        assert process.stdin
        assert process.stdout
        for number in (1, 2):
            process.stdin.write(line(number))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number


def test_a_text_of_ten_megabytes_is_one_line_like_any_other(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, line(text=f"{CALLED} " + "and still no answer " * 500_000))
    assert found["labels"]["double"] > 0.5
    assert all((each["end"] or 0) <= 4_000 for each in found["evidence"])


def test_a_playbook_of_one_s_own_is_gone_by_and_nothing_is_kept(tmp_path: Path) -> None:
    amends(tmp_path, "playbook", str(tmp_path / "ours"))
    file = tmp_path / "ours" / "playbook.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("double = 4 ", "double = 40 "), encoding="utf-8")
    (tmp_path / "s.toml").write_text('[playbook]\nfolder = "ours"\n', encoding="utf-8")
    done = amends(tmp_path, "--settings", str(tmp_path / "s.toml"), "judge", "--json", given=line())
    assert json.loads(done.stdout)["priority"] == 1
    assert not (tmp_path / ".local").exists()


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = amends(tmp_path, "judge", "nowhere.jsonl")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"amends: nowhere.jsonl: cannot be read (No such file or directory)\n"


def labelled(number: int, text: str, **labels: object) -> bytes:
    return line(number, text, labels=labels)


def test_labelled_lines_are_learned_from_for_this_run_alone(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_bytes(
        b"".join(
            labelled(
                each, text_of(each, bad=each % 2 == 0), complaint=(each + 1) % 2, cause="billing", double=None
            )
            for each in range(80)
        )
    )
    (before,) = judged(tmp_path, line(text=UNKNOWN))
    (after,) = judged(tmp_path, line(text=UNKNOWN), "--decisions", str(file))
    assert before["labels"]["complaint"] < 0.5 < after["labels"]["complaint"]
    assert any("learned from 80 decisions" in each["what"] for each in after["evidence"])
    assert judged(tmp_path, line(text=UNKNOWN)) == [before]
    assert not (tmp_path / ".local").exists()


def test_a_bad_line_among_the_decisions_is_named_and_the_others_teach(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_bytes(labelled(1, CALLED, complaint=0) + b"nonsense\n")
    done = amends(tmp_path, "judge", "--json", "--decisions", str(file), given=line())
    assert json.loads(done.stdout)["labels"]["complaint"] < 0.5
    assert (done.returncode, done.stderr) == (1, b"amends: line 2: it is not JSON\n")


@pytest.mark.parametrize("labels", [{}, {"cause": "bilge"}, {"complaint": None}, {"complaint": "yes"}])
def test_lines_without_labels_to_learn_from_are_refused(tmp_path: Path, labels: dict[str, object]) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_bytes(labelled(1, CALLED, **labels))
    done = amends(tmp_path, "judge", "--decisions", str(file), given=line())
    assert (done.returncode, done.stdout) == (1, b"")
    assert b'no line has labels to learn from: one of "complaint"' in done.stderr


def test_labels_nothing_is_learned_of_are_named_once_and_the_others_teach(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    labels = {"complaint": 0, "negative": 1, "blame": "greed", "cause": "bilge"}
    file.write_bytes(labelled(1, CALLED, **labels) * 2)
    done = amends(tmp_path, "judge", "--json", "--decisions", str(file), given=line())
    assert json.loads(done.stdout)["labels"]["complaint"] < 0.5
    why = "nothing is learned of that, as of others like it"
    assert (done.returncode, done.stderr.decode().splitlines()) == (
        0,
        [
            f"amends: line 1: 'bilge' is no cause of the list; {why}",
            f"amends: line 1: no label is called 'negative'; {why}",
        ],
    )


def test_causes_that_were_named_rank_causes_anew(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    causes = ("delivery", "product")
    lines = [labelled(each, naming_text(each), cause=causes[each % 2]) for each in range(NEEDED)]
    file.write_bytes(b"".join(lines))
    told = line(text="The bustitution at Fen Halt was awful again")
    (before,), (after,) = judged(tmp_path, told), judged(tmp_path, told, "--decisions", str(file))
    assert before["labels"]["cause"] != after["labels"]["cause"] == "delivery"
    assert any(f"learned from {NEEDED} decisions" in each["what"] for each in after["evidence"])


def test_how_bad_it_is_is_learned_from_labelled_lines(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    lines = [labelled(each, naming_text(each), severity=2 - each % 2) for each in range(2 * GRADED)]
    file.write_bytes(b"".join([*lines, labelled(0, CALLED, severity=0)]))
    told = line(text="The bustitution at Fen Halt was awful again")
    (before,), (after,) = judged(tmp_path, told), judged(tmp_path, told, "--decisions", str(file))
    assert (before["labels"]["severity"], after["labels"]["severity"]) == (1, 2)
    what = f"likely more than an annoyance, as learned from {2 * GRADED} decisions"
    assert what in {each["what"] for each in after["evidence"]}


def test_a_list_of_causes_of_one_s_own_is_gone_by(tmp_path: Path) -> None:
    file = tmp_path / "causes.toml"
    file.write_text(
        '[[causes]]\nkey = "trains"\nlabel = "Trains"\nstrong = ["train"]\n'
        '[[causes]]\nkey = "rest"\nlabel = "All else"\nrest = true\n',
        encoding="utf-8",
    )
    first, second = judged(tmp_path, line() + line(2, THANKED), "--causes", str(file))
    assert (first["labels"]["cause"], second["labels"]["cause"]) == ("trains", "rest")
    done = amends(tmp_path, "judge", "--causes", str(tmp_path / "none.toml"), given=line())
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
