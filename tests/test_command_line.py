"""The plain front: lines to read and to pipe, one-line errors, exit codes, and nothing loaded in vain."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from casebook.store.store import Store
from desk.intake import take_in
from desk.opening import open_case
from sources.jsonlines import parse_line
from tests.desk_processes import ROOT, amends, environment
from tests.desk_world import NOON, complaint, playbook, thanks

HEAVY = ("textual", "rich", "httpx", "feedparser")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home of a responder with two complaints, one of them a case, and a thank-you."""
    place = tmp_path / ".local/state/amends/amends.db"
    place.parent.mkdir(parents=True)
    store = Store(place)
    taken = take_in(store, playbook(), [complaint("1"), complaint("2", author_handle="kim"), thanks()], NOON)
    open_case(store, playbook(), taken[0].id, by="dana", now=NOON)
    store.close()
    return tmp_path


def documents(done: "subprocess.CompletedProcess[bytes]") -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_queue_is_listed_one_mention_a_line(home: Path) -> None:
    done = amends(home, "list")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert [line.split("\t")[0] for line in lines] == ["#1", "#2"]
    assert lines[0].split("\t")[3:6] == ["desk case #1", "the forum", "jane_doe"]


def test_everything_is_listed_in_the_order_of_arrival_with_the_record_s_own_names(home: Path) -> None:
    told = documents(amends(home, "list", "--all", "--json"))
    assert [each["native_id"] for each in told] == ["1", "2", "praise"]
    assert (told[0]["id"], told[0]["decision"], told[0]["case"]) == (1, "in_case", 1)
    assert told[0]["created_at"] == "2026-03-02T11:50:00Z"
    assert told[0]["reasons"]


def test_what_is_listed_can_be_added_again_and_is_the_same_mention(home: Path) -> None:
    listed = amends(home, "list", "--all", "--json").stdout
    first = parse_line(listed.splitlines()[0].decode(), NOON)
    assert first == complaint("1")
    again = amends(home, "add", "--json", "-", given=listed)
    assert again.stdout == b"1\t1\n2\t2\n3\tpraise\n"


def test_where_nothing_is_kept_nothing_is_listed_and_nothing_is_made(tmp_path: Path) -> None:
    for words in (("list",), ("list", "--all", "--json")):
        done = amends(tmp_path, *words)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert not (tmp_path / ".local").exists()
    assert b"There are no settings yet" in amends(tmp_path).stdout


def test_long_lists_are_read_in_windows(tmp_path: Path) -> None:
    many = 1203
    lines = b"".join(
        json.dumps({"source": "s", "native_id": str(n), "text": f"broken {n}"}).encode() + b"\n"
        for n in range(many)
    )
    amends(tmp_path, "add", "--json", "-", given=lines)
    everything = [each["native_id"] for each in documents(amends(tmp_path, "list", "--all", "--json"))]
    queue = [each["native_id"] for each in documents(amends(tmp_path, "list", "--json"))]
    assert everything == [str(n) for n in range(many)]
    assert len(queue) == len(set(queue)) == many


def test_a_reader_that_has_seen_enough_is_no_error(home: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m tui list --all --json | head -c 1 >/dev/null"],
        env=environment(home),
        capture_output=True,
        cwd=home,
        timeout=300,
        check=False,
    )
    assert done.stderr == b""


PROBE = """
import sys
from tui.__main__ import main
code = main(sys.argv[1:])
heavy = [each for each in %r if each in sys.modules]
sys.stderr.write(" ".join(heavy))
sys.exit(code)
"""


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--all", "--json"),
        ("add", "--json", "/dev/null"),
        ("--settings", "s.toml", "list"),
        ("list", "is:mine", "OR", "charged"),
        ("show", "1"),
        ("show", "c1", "--json"),
        ("next",),
        ("do", "claim", "2"),
        ("do", "draft", "1"),
        ("check",),
        ("backup", "kept.db"),
        ("export", "out"),
    ],
)
def test_the_plain_front_loads_neither_the_dashboard_nor_the_network(
    home: Path, words: tuple[str, ...]
) -> None:
    (home / "s.toml").write_text('[sources.hn]\nkind = "hackernews"\nquery = "acme"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROBE % (HEAVY,), *words],
        env=environment(home),
        capture_output=True,
        cwd=home,
        timeout=300,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith(b"amends: still open")]
    assert (done.returncode, said) == (0, [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "colour:red"), "'colour' is no field"),
        (("list", "--tab", "mien"), "'mien' is no tab; did you mean \"mine\"?"),
        (("do",), "required: VERB"),
        (("do", "posted", "1"), "one of the arguments --first --answer is required"),
        (("do", "resolve", "1", "--cause", "x", "--aftermath", "loud"), "invalid choice: 'loud'"),
        (("lisst",), "invalid choice: 'lisst'"),
        (("list", "--jsonn"), "unrecognized arguments: --jsonn"),
        (("list", "--json", "--plain"), "not allowed with"),
        (("import",), "required: WHAT"),
        (("parse", "fed", "x"), "'fed' is no kind of source; did you mean \"feed\"?"),
    ],
)
def test_words_that_are_off_are_said_in_one_line(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = amends(tmp_path, *words)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert said in done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--settings", "none.toml", "list"), "none.toml: there is no such file"),
        (("parse", "feed", "none.xml"), "none.xml: cannot be read (No such file or directory)"),
        (("import", "customers", "none.csv"), "none.csv: cannot be read (No such file or directory)"),
    ],
)
def test_what_is_wrong_with_the_world_is_said_in_one_line(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = amends(tmp_path, *words)
    assert (done.returncode, done.stderr.decode()) == (1, f"amends: {said}\n")


def test_a_store_that_is_none_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[store]\nplace = "s.toml"\n', encoding="utf-8")
    done = amends(tmp_path, "--settings", "s.toml", "list")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "words", [("add", "--json", "/dev/null"), ("collect",), ("import", "customers", "c")]
)
def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "s.toml").write_text('[store]\nplace = "s.toml/state/amends.db"\n', encoding="utf-8")
    done = amends(tmp_path, "--settings", "s.toml", *words)
    assert done.returncode == 1
    assert b"s.toml/state: the folder cannot be made (Not a directory)" in done.stderr.splitlines()[-1]
    assert b"Traceback" not in done.stderr


def test_the_state_folder_is_its_owners_alone(tmp_path: Path) -> None:
    amends(tmp_path, "add", "--json", "/dev/null")
    assert stat.S_IMODE((tmp_path / ".local/state/amends").stat().st_mode) == 0o700


def test_a_payload_is_shown_as_the_source_would_see_it(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(
        "<rss version='2.0'><channel><title>t</title><item><guid>1</guid>"
        "<title>Broken \u202ebadly</title></item></channel></rss>",
        encoding="utf-8",
    )
    done = amends(tmp_path, "parse", "feed", "feed.xml", "--json")
    *mentions, last = documents(done)
    assert [each["title"] for each in mentions] == ["Broken badly"]
    assert last == {"health": {"kind": "ok", "say": "", "until": None}}


def test_a_payload_that_is_no_feed_is_shown_to_be_none(tmp_path: Path) -> None:
    done = amends(tmp_path, "parse", "feed", "-", "--json", given=b"<html><body>Sign in</body></html>")
    assert done.returncode == 1
    (last,) = documents(done)
    assert "not_a_feed" in json.dumps(last)


def test_without_a_terminal_there_is_an_offer_in_words(tmp_path: Path) -> None:
    done = amends(tmp_path)
    assert done.returncode == 0
    assert b"amends demo" in done.stdout
    assert str(tmp_path / ".config/amends/settings.toml") in done.stdout.decode()


def test_a_dashboard_without_a_terminal_is_refused(home: Path) -> None:
    done = amends(home)
    assert done.returncode == 1
    assert (
        done.stderr == b"amends: the dashboard needs a terminal; `amends list` prints the queue without one\n"
    )


def test_customers_are_shown_first_and_brought_in_when_told(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(
        "ref,name,Shoe size,orders\n1,Ann,38,4\n2,Bea,40,many\n", encoding="utf-8"
    )
    shown = amends(tmp_path, "import", "customers", "c.csv")
    assert shown.returncode == 1
    assert shown.stderr == b'amends: line 3 left out: orders: "many" is no number of zero or more\n'
    assert shown.stdout.decode().splitlines() == [
        "columns not used: Shoe size",
        "new: 1 Ann",
        "1 new and 0 changed customers would come in; 0 are as they were; 1 lines did not fit",
        "nothing was written yet: say it again with --yes",
    ]
    done = amends(tmp_path, "import", "customers", "c.csv", "--yes")
    (tmp_path / "d.csv").write_text(
        "ref,orders\n1,5\n" + "".join(f"r{n},1\n" for n in range(12)), encoding="utf-8"
    )
    told = amends(tmp_path, "import", "customers", "d.csv").stdout.decode().splitlines()
    assert told[:2] == ["changed: 1 Ann: orders 4 → 5", "new: r0"]
    assert told[10] == "and 3 more"
    assert b"1 new and 0 changed customers came in" in done.stdout
    again = amends(tmp_path, "import", "customers", "c.csv")
    assert b"0 new and 0 changed customers would come in; 1 are as they were" in again.stdout


def test_the_standard_playbook_is_copied_to_be_changed_and_never_over_anything(tmp_path: Path) -> None:
    done = amends(tmp_path, "playbook", "ours")
    assert done.returncode == 0
    assert (tmp_path / "ours/playbook.toml").exists()
    (tmp_path / "s.toml").write_text(done.stdout.decode().split("\n", 1)[1], encoding="utf-8")
    assert amends(tmp_path, "--settings", "s.toml", "add", "--json", "/dev/null").returncode == 0
    again = amends(tmp_path, "playbook", "ours")
    assert (again.returncode, b"nothing is overwritten" in again.stderr) == (1, True)


def test_the_log_stands_beside_the_store_and_holds_no_texts(home: Path) -> None:
    amends(home, "--debug", "add", "--json", "-", given=b'{"text": "a secret sentence"}\n')
    log = home / ".local/state/amends/amends.log"
    assert not log.exists() or "secret" not in log.read_text(encoding="utf-8")


def test_it_runs_from_its_source(tmp_path: Path) -> None:
    done = amends(tmp_path, "--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"amends")
    assert (ROOT / "tui/__main__.py").exists()


def test_words_that_are_off_come_back_without_their_escape_codes(tmp_path: Path) -> None:
    told = amends(tmp_path, "list", "--x\x1b]0;P\x07")
    assert told.returncode == 2
    assert b"\x1b" not in told.stderr


def test_a_full_disk_under_the_output_is_one_line(tmp_path: Path) -> None:
    assert amends(tmp_path, "add", "--json", "-", given=b'{"text": "late"}\n').returncode == 0
    command = [sys.executable, "-m", "tui", "list", "--all", "--json"]
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run(
            command, env=environment(tmp_path), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert told.returncode == 1
    assert told.stderr.decode() == "amends: No space left on device\n"
