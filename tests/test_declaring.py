"""Declared for less, a widget is to Textual what it would have been."""

from collections.abc import Callable, Iterator
from functools import partial, wraps
from inspect import isfunction, signature

import pytest
from textual import _callback
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.widget import Widget

from tui.app import AmendsApp
from tui.declaring import declare_for_less


def those_below(cls: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for each in cls.__subclasses__():
        yield each
        yield from those_below(each)


def declared(cls: type[DOMNode]) -> tuple[object, ...]:
    """Return all that Textual noted of a class when it was declared."""
    assert cls._merged_bindings is not None
    keys = cls._merged_bindings.key_to_bindings
    flags = cls._inherit_css, cls._inherit_bindings, cls._inherit_component_classes
    names = cls._css_type_name, cls._css_type_names, cls._computes
    return list(keys.items()), list(cls._reactives.items()), flags, names


@pytest.fixture
def for_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_callback, "_count_parameters", _callback._count_parameters)
    monkeypatch.setattr(DOMNode, "__init_subclass__", DOMNode.__init_subclass__)  # put back at the end
    declare_for_less()


@pytest.mark.usefixtures("for_less")
def test_of_every_widget_the_same_is_noted() -> None:
    widgets = list(those_below(DOMNode))
    assert {App, Widget, AmendsApp} < set(widgets)
    for cls in widgets:
        before = declared(cls)
        DOMNode.__init_subclass__.__func__(  # type: ignore[attr-defined]
            cls, cls._inherit_css, cls._inherit_bindings, cls._inherit_component_classes
        )
        assert declared(cls) == before, cls


def below(beside: type) -> type[Widget]:
    """Declare a class with much to take over, and to leave."""

    class Above(Widget):
        BINDINGS = [Binding("a", "above", id="above"), ("b,c", "two", "Two")]
        count = reactive(0)

        def compute_count(self) -> int:
            return 1

    class Aside(beside, Above, inherit_bindings=False, inherit_css=False):  # type: ignore[misc]
        BINDINGS = [Binding("d", "aside", id="aside")]

    class Below(Aside):
        BINDINGS = [Binding("d", "below", id="below")]
        name_of_it = reactive("")

        def _compute_name_of_it(self) -> str:
            return "it"

    return Below


def test_what_is_left_out_stays_out(for_less: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Beside:
        BINDINGS = [Binding("e", "nobody", id="nobody")]
        other = reactive(0)

    less = below(Beside)
    monkeypatch.undo()
    ever = below(Beside)
    assert less._computes == ever._computes == {"count", "name_of_it"}
    assert list(less._reactives) == list(ever._reactives)
    assert declared(less)[0] == declared(ever)[0]
    assert less._merged_bindings is not None
    assert [binding.id for _, binding in less._merged_bindings] == ["below"]
    assert declared(less)[2:] == declared(ever)[2:]


def plain(a: int, /, b: int, *c: int, d: int = 0, e: int, **f: int) -> None:
    pass


@wraps(plain)
def wrapped(*everything: int) -> None:
    plain(*everything, e=1)


def signed(*everything: int) -> None:
    pass


vars(signed)["__signature__"] = signature(plain)


@pytest.mark.usefixtures("for_less")
@pytest.mark.parametrize(
    "called", [plain, wrapped, signed, lambda: 1, int.bit_length, partial(plain, 1), Widget]
)
def test_as_many_parameters_are_counted_as_a_signature_has(called: Callable[..., object]) -> None:
    assert _callback._count_parameters(called) == len(signature(called).parameters)


@pytest.mark.usefixtures("for_less")
def test_as_many_parameters_are_counted_of_every_handler() -> None:
    handlers = [each for cls in those_below(DOMNode) for each in vars(cls).values() if isfunction(each)]
    assert len(handlers) > 1_000
    for each in handlers:
        assert _callback._count_parameters(each) == len(signature(each).parameters), each


@pytest.mark.usefixtures("for_less")
def test_what_is_bound_in_one_class_is_bound_in_no_other() -> None:
    class Above(Widget):
        BINDINGS = [Binding("a", "above", id="above")]

    class Below(Above):
        pass

    assert Below._merged_bindings is not None
    Below._merged_bindings.key_to_bindings["a"].clear()
    assert Above._merged_bindings is not None
    assert Above._merged_bindings.key_to_bindings["a"]
