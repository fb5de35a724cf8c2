"""The laws of the house that no off-the-shelf tool checks; `make check` runs this file.

1 (arrows), 2 (who may import what) and 8 (complexity, imports at the top, no TYPE_CHECKING) are held by
import-linter and ruff, see pyproject.toml. What they cannot see is here.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("casebook", "sources", "playbooks", "desk", "tui")
FILES = sorted(path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))
EVERY_FILE = [*FILES, *(path for room in ("tests", "bench") for path in sorted((HOUSE / room).rglob("*.py")))]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in EVERY_FILE}

THE_CLOCK = "casebook/clock.py"
THE_PAINTER = "tui/rows.py"
LOCAL_TIME = {"tui/figures.py", "tui/due.py"}
"""Where a time may become the responder's local one, or come from it."""


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with its dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


@pytest.mark.parametrize("path", EVERY_FILE, ids=name_of)
def test_no_file_is_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_init_files_hold_a_docstring_and_nothing_else(path: Path) -> None:
    if path.name == "__init__.py":
        body = TREES[path].body
        assert len(body) == 1
        assert ast.get_docstring(TREES[path])


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_store_touches_tinydbs_tables(path: Path) -> None:
    if name_of(path).startswith("casebook/store/"):
        return
    words = {"where", "Query", "QueryInstance", "QueryLike"}
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tinydb":
            assert {each.name for each in node.names} <= words | {"Document"}, name_of(path)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_workers_touch_no_widget(path: Path) -> None:
    touching = ("query", "notify", "mount", "update", "refresh", "push_screen", "dismiss", "focus")
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and is_worker(node):
            for name, _ in calls(node):
                assert not name.split(".")[-1].startswith(touching), f"{name_of(path)}: {node.name}: {name}"


def is_worker(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(each).split("(")[0] == "work" for each in node.decorator_list)


def test_every_key_is_a_binding_with_an_id_of_its_own() -> None:
    seen: dict[str, str] = {}
    for path in FILES:
        for name, call in calls(TREES[path]):
            if name == "Binding":
                id_ = keyword(call, "id")
                assert isinstance(id_, ast.Constant), f"{name_of(path)}: {ast.unparse(call)} has no id"
                known = str(id_.value)
                assert known not in seen, f"{known} is declared in {seen[known]} too"
                seen[known] = name_of(path)
    assert seen


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_key_is_handled_behind_the_bindings(path: Path) -> None:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert not node.name.startswith(("key_", "_on_key")), f"{name_of(path)}: {node.name}"
            assert node.name != "on_key", f"{name_of(path)}: {node.name}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_text_becomes_paint_in_one_place(path: Path) -> None:
    """Strangers' words are wrapped by tui/rows.py; everywhere else a `str` is never read as markup."""
    if name_of(path) == THE_PAINTER:
        return
    for name, call in calls(TREES[path]):
        assert name not in ("Content", "Text", "Segment"), f"{name_of(path)}: {name}"
        assert not name.startswith(("Content.", "Text.")), f"{name_of(path)}: {name}"
        if name in ("Static", "Label") or name.endswith(".notify"):
            assert keyword(call, "markup") is not None, f"{name_of(path)}: {ast.unparse(call)}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_now_is_an_argument(path: Path) -> None:
    if name_of(path) == THE_CLOCK:
        return
    clocks = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
    for name, call in calls(TREES[path]):
        assert name not in clocks, f"{name_of(path)} reads the clock: {ast.unparse(call)}"
        local = name.endswith(".astimezone") and not call.args
        assert not local or name_of(path) in LOCAL_TIME, f"{name_of(path)} makes local time"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_records_are_declared_by_what_declares_them_cheaply(path: Path) -> None:
    """A frozen class of the standard library costs a millisecond of every start; ours share what they can."""
    for name, call in calls(TREES[path]):
        assert name != "dataclass" or keyword(call, "frozen") is None, f"{name_of(path)}: use @frozen"


@pytest.mark.parametrize("path", sorted((HOUSE / "playbooks").rglob("*.py")), ids=name_of)
def test_playbooks_decide_and_do_nothing_else(path: Path) -> None:
    forbidden = {"os", "socket", "subprocess", "asyncio", "threading", "time", "random", "logging", "httpx"}
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            assert not {each.name.split(".")[0] for each in node.names} & forbidden
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in forbidden


def test_no_import_cycle() -> None:
    arrows = {module_of(path): set(imports_of(TREES[path])) for path in FILES}
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module in done:
            return
        for other in arrows.get(module, set()) & arrows.keys():
            walk(other, (*trail, module))
        done.add(module)

    for module in arrows:
        walk(module, ())


def module_of(path: Path) -> str:
    return name_of(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
