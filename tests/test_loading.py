"""Loading goes without sweeping and without what nobody asks for yet, and leaves no trace."""

import gc
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.at_the_desk import at_the_desk
from tui.app import AmendsApp
from tui.commands.loading import loading

HOUSE = Path(__file__).parent.parent


def test_no_garbage_is_looked_for_while_modules_load_and_it_is_again_afterwards() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ModuleNotFoundError), loading():
        import_module("no_such_module")
    assert gc.isenabled()


def test_what_is_loaded_is_never_swept() -> None:
    assert run(
        "import gc",
        "from tui.commands.loading import loading",
        "with loading():",
        "    from tui.app import AmendsApp",
        "print(gc.get_count(), gc.get_freeze_count() > 30_000)",
    ) == ["(0, 0, 0) True"]


def test_who_does_not_sweep_is_not_made_to() -> None:
    gc.disable()
    try:
        with loading():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_dashboard_loads_no_dialog_before_its_key_is_pressed_and_each_by_its_key() -> None:
    assert run(
        "from tui.commands.loading import loading",
        "with loading():",
        "    from tui.app import AmendsApp",
        "    from tui.screens import setting_aside",
        "    from tui.screens.dialog import Dialog",
        "print(Dialog.__subclasses__(), 'textual.widgets._text_area' in sys.modules)",
        "print(setting_aside.mute.MuteDialog.__name__)",
    ) == ["[] False", "MuteDialog"]


def test_what_waits_is_loaded_to_name_its_keys_and_to_put_them_elsewhere() -> None:
    assert run(
        "from tui.commands.loading import loading",
        "with loading():",
        "    from tui.app import AmendsApp",
        "    from tui.hints import hints",
        "    from tui.keymap import keymap",
        "from desk.settings import load",
        "from pathlib import Path",
        "from tempfile import TemporaryDirectory",
        "print(hints().say('{app.go go.sources}, {resolve.confirm}'))",
        "with TemporaryDirectory() as folder:",
        "    file = Path(folder, 'settings.toml')",
        '    file.write_text(\'[keys]\\n"snooze.confirm" = "ctrl+y"\\n\')',
        "    print(keymap(load(file, {'HOME': folder}), AmendsApp))",
    ) == ["g s, ctrl+o", "{'snooze.confirm': 'ctrl+y'}"]


def test_several_who_want_a_module_at_once_all_get_the_whole_of_it() -> None:
    assert run(
        "from concurrent.futures import ThreadPoolExecutor",
        "from tui.commands.loading import loading",
        "with loading():",
        "    from desk import muting, snoozing, undo",
        "sys.setswitchinterval(1e-6)",
        "with ThreadPoolExecutor(30) as pool:",
        "    found = [pool.submit(lambda: (muting.mute, snoozing.snooze, undo.undo)) for _ in range(30)]",
        "print(len({each.result() for each in found}))",
    ) == ["1"]


def test_what_waits_is_loaded_at_leisure() -> None:
    assert run(
        "from tui.commands.loading import load_rest, loading",
        "with loading():",
        "    from tui.app import AmendsApp",
        "    from tui.screens.dialog import Dialog",
        "print(len(list(load_rest())) > 10, list(load_rest()), len(Dialog.__subclasses__()) > 5)",
    ) == ["True [] True"]


def test_a_dashboard_loads_nothing_to_talk_to_a_network_with_nor_to_pack() -> None:
    assert run(
        "import tui.__main__",
        "tui.__main__._command('dashboard')",
        "from tui.commands.painter import dashboard",
        "dashboard()",
        "print([name for name in ('ssl', 'bz2', 'lzma', 'click') if name in sys.modules])",
        "import asyncio, bz2, lzma, ssl",
        "print(asyncio.run(asyncio.sleep(0, 'all there')))",
    ) == ["[]", "all there"]


def test_who_has_no_home_keeps_nothing_and_starts() -> None:
    assert run(
        "import os; from pathlib import Path",
        "for name in ('HOME', 'XDG_CACHE_HOME'): os.environ.pop(name, None)",
        "def nowhere(): raise RuntimeError('Could not determine home directory.')",
        "Path.home = nowhere",
        "from tui.commands.painter import dashboard",
        "print(dashboard().__name__)",
    ) == ["run"]


async def test_a_dashboard_looks_for_garbage_once_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AmendsApp, "leisure", 0.0)
    gc.disable()
    try:
        async with at_the_desk(tmp_path) as hands:
            await hands.until(gc.isenabled, "garbage being looked for")
    finally:
        gc.enable()


def run(*code: str) -> list[str]:
    """Return what some lines of Python print, run where nothing of ours is loaded yet."""
    words = [sys.executable, "-c", "\n".join(("import sys", *code))]
    told = subprocess.run(words, capture_output=True, text=True, cwd=HOUSE, check=True)
    return told.stdout.splitlines()


def test_a_collector_loads_neither_a_painter_nor_a_command_line_of_others() -> None:
    assert run(
        "import asyncio, tui.__main__",
        "tui.__main__._command('collect')",
        "print('httpx' in sys.modules)",
        "from sources.tools import opened",
        "asyncio.run(opened().__aenter__())",
        "print([each for each in ('httpx', 'click', 'rich', 'pygments', 'textual') if each in sys.modules])",
    ) == ["False", "['httpx']"]


def test_the_parsers_process_loads_no_asyncio() -> None:
    code = "import sys, sources.parser_child; print('asyncio' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=HOUSE, check=True)
    assert told.stdout.strip() == "False"
