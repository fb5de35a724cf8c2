"""The `[keys]` table: what works is taken as it is meant, what cannot work is refused in one line."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Keymap

from desk.errors import SettingsError
from tests.at_the_desk import at_the_desk, settings
from tests.desk_world import complaint
from tui.app import AmendsApp
from tui.field_keys import needed_by_fields
from tui.keymap import clashes, is_key, is_reserved, keymap, split, views
from tui.keys import our_bindings, shown_keys

SHIPPED = views(AmendsApp)
"""Every screen as it comes."""


def checked(keys: Mapping[str, str]) -> Keymap:
    return keymap(settings(Path("desk"), keys=keys, file=Path("settings.toml")), AmendsApp)


def refusal(keys: Mapping[str, str]) -> str:
    with pytest.raises(SettingsError) as refused:
        checked(keys)
    return str(refused.value)


def test_no_screen_ships_with_a_key_that_does_two_things() -> None:
    found = [clash for view in SHIPPED for clash in clashes(view)]
    assert not found


def test_no_reserved_or_unheard_of_key_ships() -> None:
    shipped = {key for view in SHIPPED for keys in view.values() for key in keys}
    assert {key for key in shipped if is_reserved(key) or not is_key(key)} == set()
    assert {"ctrl+p", "ctrl+z", "G", "question_mark"} <= shipped


def test_a_screen_has_its_own_keys_those_of_its_widgets_and_the_apps() -> None:
    (queue,) = (view for view in SHIPPED if "queue.open" in view)
    assert {"queue.half_down", "case.claim", "desk.undo", "app.palette"} <= set(queue)
    assert "case.back" not in queue


def test_a_dialog_stands_apart() -> None:
    (resolving,) = (view for view in SHIPPED if "resolve.confirm" in view)
    assert {"form.next", "choices.down", "dialog.leave"} <= set(resolving)
    assert "app.palette" not in resolving
    assert "queue.open" not in resolving


def test_several_keys_are_parted_by_commas_and_called_by_their_signs() -> None:
    assert checked({"case.claim": "d, ctrl+y", "app.help": "?"}) == {
        "case.claim": "d,ctrl+y",
        "app.help": "question_mark",
    }


def test_two_acts_may_change_places() -> None:
    assert checked({"case.claim": "c", "case.note": "a"}) == {"case.claim": "c", "case.note": "a"}


def test_a_key_may_mean_one_thing_here_and_another_there() -> None:
    assert checked({"follow_ups.done": "a"}) == {"follow_ups.done": "a"}


def test_the_key_an_act_has_already_is_no_clash() -> None:
    assert checked({"case.claim": "a,ctrl+y"}) == {"case.claim": "a,ctrl+y"}


def test_an_id_we_do_not_have_names_the_nearest() -> None:
    assert refusal({"case.clame": "a"}) == (
        'settings.toml: [keys] case.clame: no such key id; did you mean "case.claim"?'
    )


@pytest.mark.parametrize("value", ["", " ", "a,", ","])
def test_a_value_that_names_no_key_is_refused(value: str) -> None:
    assert refusal({"case.claim": value}) == (
        f'settings.toml: [keys] case.claim = "{value}": names no key; leave the line out to keep ours'
    )


def test_a_key_nobody_has_names_the_nearest() -> None:
    assert refusal({"case.claim": "control+y"}) == (
        'settings.toml: [keys] case.claim = "control+y": control+y is no key; did you mean "ctrl+y"?'
    )


@pytest.mark.parametrize(
    "key", ["esc", "return", "ctrl+", "ctrl+Y", "shift+a", "ctrl++", "hop+y", "solidus", "ab", "null", "f99"]
)
def test_a_name_that_no_terminal_sends_is_no_key(key: str) -> None:
    assert f"{key} is no key" in refusal({"case.claim": key})


@pytest.mark.parametrize(
    "key", ["a", "A", "?", "é", "/", "slash", "comma", "space", "escape", "f5", "ctrl+y", "ctrl+backslash"]
)
def test_what_a_terminal_sends_is_a_key(key: str) -> None:
    assert all(is_key(each) for each in split(key))


@pytest.mark.parametrize(
    "key", [*(f"ctrl+{each}" for each in "absqhijm"), "ctrl+space", "ctrl+@", "alt+y", "alt+f5", "f11", "f12"]
)
def test_a_key_that_is_left_alone_is_refused(key: str) -> None:
    assert f'case.claim = "d,{key}": {key} is left alone' in refusal({"case.claim": f"d,{key}"})


def test_control_and_shift_together_are_left_alone() -> None:
    assert "is left alone" in refusal({"case.claim": "ctrl+shift+y"})


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("c", "case.note"),
        ("j", "queue.down"),
        ("ctrl+z", "app.suspend"),
        ("?", "app.help"),
        ("Z", "desk.redo"),
        ("pagedown", "mention.down"),
    ],
)
def test_a_key_of_another_act_on_the_same_screen_is_refused(key: str, other: str) -> None:
    said = refusal({"case.claim": f"d,{key}"})
    assert f'settings.toml: [keys] case.claim = "d,{key}": ' in said
    assert "is the key of" in said
    assert said.count("\n") == 0
    assert any(f"of {each} on" in said for each in holders(key, other))


def holders(key: str, other: str) -> set[str]:
    """Return the acts that have a key next to the claim, the named one among them."""
    beside = [view for view in SHIPPED if "case.claim" in view]
    found = {name for view in beside for name, keys in view.items() if set(split(key)) & set(keys)}
    assert other in found
    return found


def test_two_wishes_for_one_key_are_refused() -> None:
    assert "d is the key of case.note on the same screen" in refusal({"case.claim": "d", "case.note": "d"})


def test_within_a_dialog_keys_clash_too() -> None:
    assert "is the key of choices.down" in refusal({"resolve.confirm": "j"})


@given(st.text(max_size=8))
def test_any_text_is_taken_as_keys_or_refused_with_a_sentence(value: str) -> None:
    try:
        said = checked({"case.claim": value})["case.claim"]
    except SettingsError as refused:
        said = str(refused)
    taken = all(is_key(key) and not is_reserved(key) for key in said.split(","))
    assert taken or said.startswith("settings.toml: [keys] case.claim = ")


async def test_a_sign_in_the_settings_is_a_key_on_the_screen(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), keys={"case.claim": "d, %"}) as hands:
        await hands.selects(1)
        await hands.press("percent_sign")
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "claimed")


@pytest.mark.parametrize(
    ("name", "key", "why"),
    [
        ("composer.copy", "v", "it is typed there"),
        ("composer.leave", "space", "it is typed there"),
        ("dialog.leave", "q", "it is typed there"),
        ("picker.choose", "?", "it is typed there"),
        ("posted.confirm", "ctrl+k", "the field has it: delete all to the right"),
        ("follow_up.confirm", "ctrl+w", "the field has it: delete left to start of word"),
        ("form.next", "ctrl+e", "the field has it: go to end"),
        ("composer.copy", "enter", "it begins a new line there"),
        ("composer.by_hand", "backspace", "the field has it: delete character left"),
    ],
)
def test_a_key_that_a_text_field_needs_is_refused_where_there_is_one(name: str, key: str, why: str) -> None:
    said = refusal({name: f"f5,{key}"})
    key = split(key)[0]
    assert said == (
        f'settings.toml: [keys] {name} = "{said.split(chr(34))[1]}": '
        f"{key} cannot be used where a text is typed: {why}"
    )


def test_a_letter_may_do_what_is_done_where_nothing_is_typed() -> None:
    wanted = {"resolve.confirm": "d", "app.palette": "%", "case.claim": "ctrl+e", "choices.down": "b"}
    assert checked(wanted).keys() == wanted.keys()


def test_the_keys_that_ship_leave_the_text_fields_theirs() -> None:
    shipped = {(each.id or "", key) for each in our_bindings() for key in split(each.key)}
    assert {each for each in shipped if needed_by_fields(*each)} == {("picker.choose", "enter")}
    assert checked({"picker.choose": "enter"})


async def test_another_key_leaves_an_act_its_place(tmp_path: Path) -> None:
    orders = []
    moved = {"case.claim": "C", "case.template": "T", "queue.filter": "ctrl+y", "queue.open": "enter"}
    for number, keys in enumerate(({}, moved)):
        async with at_the_desk(tmp_path / str(number), complaint(), keys=keys) as hands:
            await hands.selects(1)
            orders.append([each.id for each in shown_keys(hands.app.screen)])
    assert orders[0] == orders[1]
