"""The line of tabs, pure: what does not fit gives way in order, and the chosen one is there."""

from rich.cells import cell_len
from textual.app import App

from tests.desk_world import NOON
from tui.app import AmendsApp
from tui.hints import hints
from tui.tabs import Tabs
from tui.widgets.tab_line import line_of_tabs

assert issubclass(AmendsApp, App)  # with it every key is known

VIEWS = {f"view {number}": "refund" for number in range(12)}


def line(tabs: Tabs, width: int, count: str = "7") -> str:
    return line_of_tabs(tabs.names, dict.fromkeys(tabs.names, count), tabs.chosen, width, hints()).plain


def test_twelve_views_fit_eighty_columns_around_the_chosen_one() -> None:
    tabs = Tabs("dana", VIEWS)
    for chosen, name in enumerate(tabs.names):
        tabs.chosen = chosen
        said = line(tabs, 80)
        assert cell_len(said) <= 80
        assert f"[{name} 7]" in said
        assert said.startswith("‹") is (f"{tabs.names[0]} " not in said)
        assert said.endswith("›") is (f"{tabs.names[-1]} " not in said)


def test_the_hint_gives_way_first_then_the_counts() -> None:
    tabs = Tabs("dana", {})
    assert line(tabs, 120).endswith("Tab switches")
    bare = line(tabs, 57)
    assert "Tab" not in bare
    assert bare.count("7") == 5
    few = line(tabs, 50)
    assert few.count("7") == 1
    assert "‹" not in few


def test_wide_and_hostile_names_are_measured_in_cells() -> None:
    tabs = Tabs("dana", {"漢字漢字漢字": "refund", "[/red][bold]": "late", "{queue.next_tab}": "x"})
    for chosen in range(len(tabs.names)):
        tabs.chosen = chosen
        for width in range(24, 100):
            assert cell_len(line(tabs, width)) <= width
    assert "[{queue.next_tab} 7]" in line(tabs, 100)


def test_a_tab_is_found_by_its_name_or_how_it_begins() -> None:
    tabs = Tabs("dana", {"late": "is:overdue", "Late refunds": "refund"})
    assert tabs.go("late refunds")
    assert tabs.name == "Late refunds"
    assert tabs.go("late")
    assert tabs.name == "late"
    assert tabs.go("MINE")
    assert tabs.name == "mine"
    assert not tabs.go("nowhere")
    assert not tabs.go("")
    assert tabs.name == "mine"


def test_a_filter_that_is_kept_is_a_tab_and_off() -> None:
    tabs = Tabs("dana", {})
    tabs.understand("refund", NOON, typing=False)
    tabs.keep("money")
    assert (tabs.name, tabs.filter) == ("money", "")
    assert tabs.lens(NOON).name == "money"
    assert [each.name for each in tabs.all(NOON)] == tabs.names
