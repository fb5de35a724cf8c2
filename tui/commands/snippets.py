"""Code that modules write as text and compile while they are loaded, taken from what was compiled before.

The methods of data classes, the makers of named tuples and types named in quotes are such. Each is compiled
by one line of Python's own library; where a Python has that line elsewhere, it compiles as ever.
"""

import builtins
import collections
import dataclasses
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

Snippets = dict[tuple[str, str], CodeType]
"""What was compiled, by how (`exec` or `eval`) and what."""


@contextmanager
def compiling(known: Snippets, new: Snippets) -> Iterator[None]:
    """Have code taken from what is known in the block, and noted what was not."""

    def code(how: str, text: str) -> CodeType:
        found = known.get((how, text))
        if found is None:
            found = new[how, text] = compile(text, "<string>", how, dont_inherit=True)
        return found

    with (
        _saying(dataclasses, "exec", _running(exec, "exec", code)),
        _saying(collections, "eval", _running(eval, "eval", code)),
        _saying(typing, "compile", _compile(code)),
    ):
        yield


_Code = Callable[[str, str], CodeType]


def _running(run: Callable[..., Any], how: str, code: _Code) -> Callable[..., Any]:
    def runs(text: Any, names: dict[str, Any], *local: Any) -> Any:
        return run(code(how, text) if type(text) is str else text, names, *local)

    return runs


def _compile(code: _Code) -> Callable[..., Any]:
    def compiled(text: Any, *how: Any, **more: Any) -> Any:
        if type(text) is str and how == ("<string>", "eval") and not more:
            return code("eval", text)
        return builtins.compile(text, *how, **more)

    return compiled


@contextmanager
def _saying(module: Any, name: str, meant: Callable[..., Any]) -> Iterator[None]:
    """Have a module mean something else by a builtin name in the block."""
    setattr(module, name, meant)
    try:
        yield
    finally:
        delattr(module, name)
