"""What a class leaves to its subclasses is filled in by every one that is made."""

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("casebook", "desk", "playbooks", "sources", "tui")


def left_open(file: Path) -> Iterator[tuple[str, str]]:
    """Yield class and method wherever a method says that it is for others to write."""
    for each in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(each, ast.ClassDef):
            for method in each.body:
                if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and _raises(method.body[-1]):
                    yield each.name, method.name


def _raises(last: ast.stmt) -> bool:
    return isinstance(last, ast.Raise) and "NotImplementedError" in ast.unparse(last)


def everybody(kind: type) -> Iterator[type]:
    """Yield the classes below one that have none below them: those that are made."""
    every: list[type] = kind.__subclasses__()
    below = [each for each in every if each.__module__.split(".")[0] in ROOMS]
    for each in below:
        yield from everybody(each)
    if not below:
        yield kind


def modules() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            if file.name != "__main__.py":
                yield ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), file


OPEN = [(name, *each) for name, file in modules() for each in left_open(file)]


@pytest.mark.parametrize(("module", "kind", "method"), OPEN)
def test_what_is_left_to_subclasses_is_there(module: str, kind: str, method: str) -> None:
    for name, _ in modules():
        import_module(name)
    owner = getattr(sys.modules[module], kind)
    made = [*everybody(owner)]

    assert owner not in made, f"nobody is below {kind}"
    assert [each for each in made if getattr(each, method) is getattr(owner, method)] == []
