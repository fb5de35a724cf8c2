"""The collector as a process: what sources say is in the store, one collector at a time, and a clean end."""

import os
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from casebook.clock import utc_now
from casebook.kinds import HealthKind
from casebook.store.store import Store
from desk.child import Child
from desk.lock import elected, is_held, lock_of
from desk.views import sources_health
from desk.wishes import ask_now
from tests.desk_processes import amends, environment, started, until
from tests.desk_web import Web, feed, web
from tests.desk_world import NOON


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as made:
        made.pages["/talk"] = feed(("a", "Charged twice, nobody answers."), ("b", "The page is broken."))
        yield made


@pytest.fixture
def settings(tmp_path: Path, site: Web) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text(
        f"""
        [store]
        place = "amends.db"
        [sources.talk]
        kind = "feed"
        url = "{site.url("/talk")}"
        every = 3600
        [sources.gone]
        kind = "feed"
        url = "{site.url("/gone")}"
        every = 3600
        """,
        encoding="utf-8",
    )
    return file


@pytest.fixture
def store(settings: Path) -> Iterator[Store]:
    made = Store(settings.with_name("amends.db"))
    yield made
    made.close()


def said(store: Store) -> list[str]:
    return [each["title"] or each["text"] for each in store.mentions.select(order="+")]


def asked(site: Web, store: Store, times: int) -> bool:
    return site.asked["/talk"] >= times and both_asked(store)


def both_asked(store: Store) -> bool:
    return len([each for each in sources_health(store, utc_now()) if each.health is not None]) == 2


def test_what_the_sources_say_is_kept_with_how_they_are(tmp_path: Path, settings: Path, store: Store) -> None:
    with started(tmp_path, "--settings", str(settings), "collect") as process:
        until(lambda: both_asked(store), "both sources asked")
        process.send_signal(signal.SIGTERM)
        until(lambda: process.poll() is not None, "the end of the collector")
        assert process.returncode == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert sorted(said(store)) == ["Charged twice, nobody answers.", "The page is broken."]
    gone, talk = sources_health(store, utc_now())
    assert (talk.name, talk.health, talk.well) == ("talk", HealthKind.OK, True)
    assert talk.last_ok_at is not None
    assert (gone.health, gone.well, gone.last_ok_at) == (HealthKind.ERROR, False, None)
    assert "500" in gone.say


def test_a_second_run_goes_on_where_the_first_stood(
    tmp_path: Path, settings: Path, store: Store, site: Web
) -> None:
    for turn in (1, 2):
        with started(tmp_path, "--settings", str(settings), "collect") as process:
            until(partial(asked, site, store, turn), "the feed asked")
            process.send_signal(signal.SIGINT)
            process.wait()
    assert site.unchanged["/talk"] == 1
    assert len(said(store)) == 2


def test_a_wish_makes_it_ask_at_once(tmp_path: Path, settings: Path, store: Store, site: Web) -> None:
    with started(tmp_path, "--settings", str(settings), "collect"):
        until(lambda: len(said(store)) == 2, "the first two mentions")
        site.pages["/talk"] = feed(("c", "And now this."), ("a", "Charged twice, nobody answers."))
        ask_now(store, by="dana", now=NOON)
        until(lambda: len(said(store)) == 3, "the third mention")
    assert said(store)[-1] == "And now this."


def test_a_second_collector_is_told_that_one_is_at_work(tmp_path: Path, settings: Path, store: Store) -> None:
    with started(tmp_path, "--settings", str(settings), "collect") as process:
        until(lambda: is_held(lock_of(store.place)), "the lock")
        second = amends(tmp_path, "--settings", str(settings), "collect")
        assert second.returncode == 1
        words = f"amends: another collector is at work on this store (process {process.pid})\n"
        assert second.stderr.decode() == words


def test_it_ends_with_its_parent(tmp_path: Path, settings: Path, store: Store) -> None:
    with started(tmp_path, "--settings", str(settings), "collect", "--with-parent") as process:
        until(lambda: is_held(lock_of(store.place)), "the lock")
        assert process.stdin is not None
        process.stdin.close()
        until(lambda: process.poll() is not None, "the end of the collector")
        assert process.returncode == 0


PARENT = """
import sys
from pathlib import Path
from desk.child import Child
from desk.lock import lock_of
Child(sys.argv[2:], lock_of(Path(sys.argv[1]))).start()
sys.stdin.read()
"""


def test_a_killed_dashboard_leaves_no_collector_behind(tmp_path: Path, settings: Path, store: Store) -> None:
    command = (sys.executable, "-m", "tui", "--settings", str(settings), "collect", "--with-parent")
    with started(tmp_path, str(store.place), *command, code=PARENT) as parent:
        until(lambda: is_held(lock_of(store.place)), "the collector at work")
        parent.send_signal(signal.SIGKILL)
        until(lambda: not is_held(lock_of(store.place)), "the end of the collector")


def test_a_dashboard_takes_over_when_another_s_collector_goes(
    tmp_path: Path, settings: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-m", "tui", "--settings", str(settings), "collect", "--with-parent"]
    child = Child(command, lock_of(store.place), look=0.05)
    with elected(lock_of(store.place)):
        child.start()
        assert child.process is None
    until(lambda: child.process is not None and is_held(lock_of(store.place)), "the child's collector")
    assert child.process is not None
    first = child.process
    first.kill()
    until(lambda: child.process is not first and is_held(lock_of(store.place)), "another child")
    child.close()
    assert not is_held(lock_of(store.place))
    assert child.process.returncode == 0


def test_a_collector_of_a_dashboard_s_own_gives_way_to_its_keys(tmp_path: Path) -> None:
    waiting = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    child = Child(waiting, tmp_path / "lock", look=0.01)
    child.start()
    until(lambda: child.process is not None and niceness(child.process.pid) > niceness(0), "a nicer child")
    child.close()


def test_a_collector_waits_until_the_dashboard_has_had_the_machine_for_itself(tmp_path: Path) -> None:
    waiting = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    late = Child(waiting, tmp_path / "lock", look=0.01, after=600)
    soon = Child(waiting, tmp_path / "lock", look=0.01, after=0.1)
    late.start()
    soon.start()
    until(lambda: soon.process is not None, "a child")
    assert late.process is None
    soon.close()
    late.close()  # at once
    assert late.process is None


def niceness(process: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, process)


def test_where_sessions_share_the_cores_its_session_gives_way_too(tmp_path: Path) -> None:
    if not Path("/proc/self/autogroup").exists():
        pytest.skip("NOT TESTED: this system shares the cores among processes alone")
    waiting = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    child = Child(waiting, tmp_path / "lock", look=0.01)
    child.start()
    until(lambda: child.process is not None, "the child")
    assert child.process is not None
    share = Path(f"/proc/{child.process.pid}/autogroup")
    until(lambda: share.read_text().endswith(" nice 5\n"), "a nicer session")
    child.close()


def test_a_collector_that_dies_at_every_start_is_told_to_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dying = [sys.executable, "-c", "import sys; sys.exit('no room for me')"]
    child = Child(dying, tmp_path / "lock", look=0.01)
    child.start()
    until(lambda: len(caplog.messages) >= 2, "two ends told")
    child.close()
    assert caplog.messages[0] == "the collector ended with code 1 and is started again: no room for me"


def test_a_collector_that_cannot_be_started_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    child = Child([str(tmp_path / "nothing")], tmp_path / "lock", look=0.01)
    child.start()
    until(lambda: len(caplog.messages) >= 2, "two tries")
    assert child.is_alive()
    child.close()
    assert "the collector cannot be started" in caplog.text


def test_settings_that_cannot_be_followed_are_one_line(tmp_path: Path, settings: Path) -> None:
    settings.write_text('[sources.talk]\nkind = "feed"\nurll = "x"\n', encoding="utf-8")
    done = amends(tmp_path, "--settings", str(settings), "collect")
    assert done.returncode == 1
    assert (
        done.stderr.decode() == f'amends: {settings}: [sources.talk] urll: unknown key; did you mean "url"?\n'
    )


def test_once_asks_every_source_a_single_time_and_ends(
    tmp_path: Path, settings: Path, store: Store, site: Web
) -> None:
    done = amends(tmp_path, "--settings", str(settings), "collect", "--once")
    assert done.returncode == 1, "a source that did not answer is something wrong with the world"
    assert done.stderr.decode().count("\n") == 1
    assert b"amends: gone: " in done.stderr
    assert len(said(store)) == 2
    assert both_asked(store)
    site.pages["/gone"] = site.pages["/talk"] = feed(("c", "Still nobody answers."))
    again = amends(tmp_path, "--settings", str(settings), "collect", "--once")
    assert (again.returncode, again.stderr) == (0, b"")
    assert site.asked["/talk"] == 2
    assert not is_held(lock_of(store.place))
