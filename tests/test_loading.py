"""Loading goes without sweeping and without what happens to be installed beside us, and leaves no trace."""

import gc
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tui.commands.loading import loading

HOUSE = Path(__file__).parent.parent


def test_no_garbage_is_looked_for_while_modules_load_and_it_is_again_afterwards() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ModuleNotFoundError), loading():
        import_module("no_such_module")
    assert gc.isenabled()


def test_who_does_not_sweep_is_not_made_to() -> None:
    gc.disable()
    try:
        with loading():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_collector_loads_neither_a_painter_nor_a_command_line_of_others() -> None:
    code = (
        "import sys, tui.__main__; tui.__main__._command('collect'); "
        "print([each for each in ('httpx', 'click', 'rich', 'pygments', 'textual') if each in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=HOUSE, check=True)
    assert told.stdout.strip() == "['httpx']"


def test_the_parsers_process_loads_no_asyncio() -> None:
    code = "import sys, sources.parser_child; print('asyncio' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=HOUSE, check=True)
    assert told.stdout.strip() == "False"
