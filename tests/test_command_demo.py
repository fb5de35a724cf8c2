"""The demo from the command line: it needs a terminal, and its customers come in once."""

from pathlib import Path

from casebook.store.store import Store
from desk.errors import ONLY_LOOKS
from desk.settings import Responder, Settings
from tests.desk_processes import amends
from tui.commands.demo import know_customers


def test_without_a_terminal_there_is_no_demo(tmp_path: Path) -> None:
    done = amends(tmp_path, "demo")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"amends: the demo is a dashboard and needs a terminal\n"


def test_who_only_looks_gets_no_demo(tmp_path: Path) -> None:
    done = amends(tmp_path, "--read-only", "demo")
    assert (done.returncode, done.stderr.decode()) == (1, f"amends: {ONLY_LOOKS}\n")
    assert list(tmp_path.iterdir()) == []


def test_its_customers_come_in_once_by_the_ordinary_import(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "demo" / "amends.db", responder=Responder("dana"))
    for _ in range(2):
        know_customers(settings)
    store = Store(settings.store)
    count, names = store.customers.count(), [each["name"] for each in store.customers.select()]
    imports = [each for each in store.events() if each.act == "customers.import"]
    store.close()
    assert count == 25
    assert all(names)
    assert len(imports) == 1
