"""Records are what the standard library's frozen, slotted dataclasses are."""

import pickle
from copy import copy
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from casebook.frozen import frozen


@frozen
class Pot:
    """A pot."""

    name: str
    size: float = 1.5
    lids: dict[str, int] = field(default_factory=dict)
    note: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Theirs:
    """The same, by the standard library."""

    name: str
    size: float = 1.5
    lids: dict[str, int] = field(default_factory=dict)
    note: str = field(default="", compare=False)


@frozen
class Cup:
    """A cup, with what only the class gives it."""

    colour: str
    full: bool = field(default=False, init=False)
    marks: tuple[str, ...] = field(default=("old",), init=False, repr=False)


@frozen
class Nothing:
    """A record of nothing."""


WAYS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 2.0), {"note": "n"}),
    ((), {"name": "b", "lids": {"x": 1}}),
    (("a", 1.0, {"y": 2}, "m"), {}),
]


@pytest.mark.parametrize(("values", "named"), WAYS)
def test_a_record_holds_and_shows_what_the_standard_one_does(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    ours, theirs = Pot(*values, **named), Theirs(*values, **named)
    assert asdict(ours) == asdict(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Pot")
    assert is_dataclass(ours)
    assert [each.name for each in fields(ours)] == [each.name for each in fields(theirs)]
    assert Pot.__match_args__ == Theirs.__match_args__


@pytest.mark.parametrize(("values", "named"), [((), {}), (("a",), {"colour": 1}), ((1, 2, 3, 4, 5), {})])
def test_what_does_not_fit_is_refused(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    make: Any = Pot
    with pytest.raises(TypeError, match="__init__"):
        make(*values, **named)


def test_each_record_has_a_mutable_default_of_its_own() -> None:
    assert Pot("a").lids is not Pot("a").lids


def test_equal_are_the_same_fields_of_the_same_class() -> None:
    assert Pot("a") == Pot("a", note="left out of it")
    assert Pot("a") != Pot("b")
    assert Pot("a").__eq__(Theirs("a")) is NotImplemented
    assert Nothing() == Nothing()
    assert hash(Cup("red")) == hash(Cup("red"))
    assert {Cup("red"), Cup("red"), Cup("blue")} == {Cup("blue"), Cup("red")}
    with pytest.raises(TypeError, match="unhashable"):
        hash(Pot("a"))


def test_nothing_is_set_or_deleted_later() -> None:
    pot: Any = Pot("a")
    with pytest.raises(FrozenInstanceError, match="name"):
        pot.name = "b"
    with pytest.raises(FrozenInstanceError, match="name"):
        del pot.name
    with pytest.raises(FrozenInstanceError):
        pot.unknown = 1
    assert not hasattr(pot, "__dict__")


def test_replacing_copying_and_pickling_keep_the_rest() -> None:
    pot = Pot("a", 3.0, {"x": 1}, "n")
    assert replace(pot, size=4.0) == Pot("a", 4.0, {"x": 1})
    for again in (copy(pot), pickle.loads(pickle.dumps(pot))):
        assert asdict(again) == asdict(pot)
        assert isinstance(again, Pot)


def test_fields_that_no_caller_gives_take_their_defaults() -> None:
    cup = Cup("red")
    assert (cup.full, cup.marks) == (False, ("old",))
    assert repr(cup) == "Cup(colour='red', full=False)"
    match cup:
        case Cup(colour):
            assert colour == "red"


@frozen
class Wide(Pot):
    """A pot of a kind."""

    kind: str = "wide"
    lid: str = field(default="none", init=False)


def test_a_record_may_have_another_for_its_base() -> None:
    wide = Wide("a", kind="wider")
    assert (type(wide), wide.name, wide.size, wide.kind, wide.lid) == (Wide, "a", 1.5, "wider", "none")
    assert replace(wide, name="b") == Wide("b", kind="wider")
    assert wide != Pot("a")
    assert type(Pot("a")) is Pot
    with pytest.raises(FrozenInstanceError, match="kind"):
        setattr(wide, "kind", "narrow")  # noqa: B010 - a type checker forbids the plain assignment


@frozen
class Jug(Pot):
    """A jug: a pot that needs something more."""

    spout: str = field(kw_only=True)
    chipped: bool = False


def test_what_is_needed_besides_the_bases_fields_is_told_by_name() -> None:
    jug = Jug("J", 2.0, {}, "", True, spout="long")
    assert (jug.name, jug.spout, jug.chipped) == ("J", "long", True)
    assert jug == Jug("J", 2.0, spout="long", chipped=True) != Jug("J", 2.0, spout="short", chipped=True)
    assert replace(jug, spout="wide").spout == "wide"
    missing: tuple[Any, ...] = ("J",)
    for values in (missing, (*missing, 2.0, {}, "", True, "long")):
        with pytest.raises(TypeError):
            Jug(*values)  # type: ignore[call-arg]


def test_a_record_is_of_its_own_class_whoever_makes_it() -> None:
    class Plain(Pot):
        """One that says nothing of its own."""

        __slots__ = ()

    assert (type(Plain("a")), type(Pot("b"))) == (Plain, Pot)
    assert pickle.loads(pickle.dumps(Wide("a"))) == Wide("a")
