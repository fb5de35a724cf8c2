"""`amends add`: what it has named is on disk, whatever happens next."""

import json
import os
import signal
from pathlib import Path

from casebook.store.store import Store
from tests.desk_processes import amends, started, until
from tests.desk_web import web

BAD_UTF8 = b'{"text": "caf\xe9"}'


def line(number: int, **about: object) -> bytes:
    said = {"source": "pipe", "native_id": str(number), "text": f"The page is broken, number {number}."}
    return json.dumps({**said, **about}).encode() + b"\n"


def stored(home: Path) -> Store:
    return Store(home / ".local/state/amends/amends.db")


def test_each_line_is_named_with_its_id(tmp_path: Path) -> None:
    done = amends(tmp_path, "add", "--json", "-", given=line(1) + b"\n" + line(2))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"1\t1\n2\t2\n", b"")


def test_the_same_again_has_the_same_id(tmp_path: Path) -> None:
    amends(tmp_path, "add", "--json", "-", given=line(1) + line(2))
    done = amends(tmp_path, "add", "--json", "-", given=line(2))
    assert done.stdout == b"2\t2\n"


def test_lines_come_from_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "mentions.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + line(7))
    assert amends(tmp_path, "add", "--json", str(file)).stdout == b"1\t7\n"


def test_a_line_that_does_not_fit_is_told_with_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    done = amends(
        tmp_path,
        "add",
        "--json",
        "-",
        given=line(1) + b"{nonsense\n" + BAD_UTF8 + b"\n" + line(2, rating=9) + line(3),
    )
    assert done.returncode == 1
    assert done.stdout == b"1\t1\n2\t3\n"
    told = done.stderr.decode().splitlines()
    assert [each.split(":")[1].strip() for each in told] == ["line 2", "line 3", "line 4"]
    assert told[1].endswith("is not UTF-8 (byte 14)")
    assert "rating" in told[2]


def test_a_source_kept_apart_is_compared_with_nobody(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(
        '[store]\nplace = "a.db"\n[sources.forum]\nkind = "feed"\nurl = "https://forum.example/f"\n'
        "match_customers = false\n",
        encoding="utf-8",
    )
    (tmp_path / "c.csv").write_text("ref,accounts\n1,jane\n", encoding="utf-8")
    amends(tmp_path, "--settings", "s.toml", "import", "customers", "c.csv", "--yes")
    given = line(1, source="forum", author_handle="jane") + line(2, source="x", author_handle="jane")
    given += line(3, source="y", via="forum", author_handle="jane")
    assert amends(tmp_path, "--settings", "s.toml", "add", "--json", "-", given=given).returncode == 0
    store = Store(tmp_path / "a.db")
    links = [each["account"] for each in store.handles.select() if not each["account"].startswith(":")]
    store.close()
    assert links == ["x:jane"]


def test_an_answer_comes_before_the_pipe_is_closed(tmp_path: Path) -> None:
    with started(tmp_path, "add", "--json", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2):
            process.stdin.write(line(number))
            process.stdin.flush()
            assert process.stdout.readline() == f"{number}\t{number}\n".encode()


def test_hostile_words_are_stored_harmless_and_named_harmless(tmp_path: Path) -> None:
    evil = "\x1b]52;c;ZXZpbA==\x07[/foo] \u202etxt\u0000"
    done = amends(
        tmp_path, "add", "--json", "-", given=line(1, native_id=evil, text=evil, author_handle=evil)
    )
    assert done.returncode == 0
    shown = (
        done.stdout
        + amends(tmp_path, "list", "--all").stdout
        + amends(tmp_path, "list", "--all", "--json").stdout
    )
    assert not {*shown.decode()} & {*map(chr, range(9)), "\x1b", "\x07", "\u202e", "\x00"}


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    with started(tmp_path, "add", "--json", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(line(1))
        process.stdin.flush()
        until(lambda: process.poll() is not None, "the end of the command")
        assert (process.returncode, process.stderr.read()) == (0, b"")


def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    done = amends(tmp_path, "add", "--json", "none.jsonl")
    assert done.returncode == 1
    assert done.stderr == b"amends: none.jsonl: cannot be read (No such file or directory)\n"


def test_nothing_to_add_is_a_matter_of_words(tmp_path: Path) -> None:
    done = amends(tmp_path, "add")
    assert done.returncode == 2
    assert b"give a URL, or --json FILE" in done.stderr


def test_a_page_can_be_added_by_its_address(tmp_path: Path) -> None:
    page = b"<html><head><title>A bad week with Acme</title></head><body><p>It broke.</p></body></html>"
    with web("text/html; charset=utf-8") as site:
        site.pages["/post"] = page
        done = amends(tmp_path, "add", site.url("/post"))
        both = amends(tmp_path, "add", "-", given=f"{site.url('/post')}\nnot a link\n".encode())
    assert (done.returncode, done.stdout.split(b"\t")[0]) == (0, b"1")
    assert both.stdout == done.stdout
    assert both.returncode == 1
    assert b"A bad week with Acme" in amends(tmp_path, "list", "--all").stdout


def test_a_line_that_is_no_address_is_named_and_costs_the_others_nothing(tmp_path: Path) -> None:
    with web("text/html; charset=utf-8") as site:
        site.pages["/post"] = b"<html><head><title>A bad week with Acme</title></head></html>"
        none = site.url("/none")
        lines = [b"\xff\xfe", none.encode(), b"not a link", site.url("/post").encode()]
        done = amends(tmp_path, "add", "-", given=b"\n".join(lines))
    assert done.returncode == 1
    assert done.stdout.count(b"\n") == 2
    assert done.stderr.decode().splitlines() == [
        "amends: line 1: is not UTF-8 (byte 1)",
        f"amends: line 2: kept with its link alone: {none} does not work at the moment (status 500)",
        "amends: line 3: is not an http or https link",
    ]


def test_what_is_no_link_cannot_be_added(tmp_path: Path) -> None:
    done = amends(tmp_path, "add", "ftp://example.org/x")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert done.stderr == b"amends: ftp://example.org/x: is not an http or https link\n"


def test_two_writers_killed_at_any_moment_lose_no_mention_they_have_named(tmp_path: Path) -> None:
    named: set[tuple[int, str]] = set()
    for turn in range(4):
        with started(tmp_path, "add", "--json", "-") as one, started(tmp_path, "add", "--json", "-") as two:
            for side, process in enumerate((one, two)):
                assert process.stdin is not None
                process.stdin.write(b"".join(line(turn * 10_000 + side * 5_000 + n) for n in range(500)))
                process.stdin.flush()
            for process in (one, two):
                assert process.stdout is not None
                named.add(_read(process.stdout.readline()))
            for process in (one, two):
                os.kill(process.pid, signal.SIGKILL)
                assert process.stdout is not None
                said = process.stdout.read()
                named |= {_read(each) for each in said.splitlines(keepends=True) if each.endswith(b"\n")}
    store = stored(tmp_path)
    kept = {(each.doc_id, each["native_id"]) for each in store.mentions.select()}
    store.close()
    assert len(named) >= 8
    assert named <= kept
    assert len({native for _, native in kept}) == len(kept)


def _read(said: bytes) -> tuple[int, str]:
    number, native = said.decode().rstrip("\n").split("\t")
    return int(number), native
