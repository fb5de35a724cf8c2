"""Whoever waits for another's write is told whom for, and has the turn when that is over."""

import signal
import sys
from pathlib import Path
from subprocess import PIPE, Popen

from tests.desk_processes import amends, environment, started, until
from tests.desk_world import complaint, world

STATE = ".local/state/amends"
WRITER = """
import sys
from pathlib import Path
from casebook.store.store import Store
store = Store(Path(sys.argv[1]))
with store.batch():
    print("writing", flush=True)
    sys.stdin.readline()
store.close()
"""


def test_who_waits_is_told_whom_for(tmp_path: Path) -> None:
    with world(tmp_path / STATE) as here:
        here.take(complaint("1"))
    with started(tmp_path, str(tmp_path / STATE / "amends.db"), code=WRITER) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"writing\n"
        other.send_signal(signal.SIGSTOP)  # as Ctrl+Z does, in the middle of a write
        command = [sys.executable, "-m", "tui", "do", "note", "1", "late"]
        with Popen(command, env=environment(tmp_path), stdout=PIPE, stderr=PIPE, cwd=tmp_path) as waiting:
            assert waiting.stderr is not None
            said = waiting.stderr.readline().decode()
            assert said == f"amends: waiting for process {other.pid}, which is writing to the store …\n"
            other.kill()
            until(lambda: waiting.poll() is not None, "the note")
    assert waiting.returncode == 0
    assert b"noted: late" in amends(tmp_path, "show", "1").stdout


def test_who_waits_a_moment_is_told_nothing(tmp_path: Path) -> None:
    with world(tmp_path / STATE) as here:
        here.take(complaint("1"))
    with started(tmp_path, str(tmp_path / STATE / "amends.db"), code=WRITER) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"writing\n"
        command = [sys.executable, "-m", "tui", "do", "note", "1", "soon"]
        with Popen(command, env=environment(tmp_path), stdout=PIPE, stderr=PIPE, cwd=tmp_path) as waiting:
            other.communicate(b"go\n")
            assert waiting.communicate()[1] == b""
