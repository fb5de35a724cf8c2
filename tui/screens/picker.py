"""Choosing a template: searched by words, the most fitting first, each in full before it is taken."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList

from casebook.kinds import Blame, CustomerKind
from playbooks.choose import ranked
from playbooks.template import Template, partial
from tui.case_text import BLAME
from tui.rows import joined, words
from tui.screens.dialog import Dialog
from tui.widgets.fields import OneLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.preview import Preview


class TemplatePicker(Dialog[Template]):
    """Returns the template; the cursor stays in the search line, the arrows move the list."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "take it", id="picker.choose", priority=True),
        Binding("down", "move(1)", "move", id="picker.down", priority=True),
        Binding("up", "move(-1)", "up", id="picker.up", show=False, priority=True),
        Binding("pagedown", "scroll(1)", "read on", id="picker.read_on", priority=True),
        Binding("pageup", "scroll(-1)", "read back", id="picker.read_back", show=False, priority=True),
    ]

    def __init__(self, templates: Sequence[Template], customer: CustomerKind, blame: Blame) -> None:
        super().__init__(f"Templates, best first: {_meant(customer, blame)}")
        self._templates = tuple(templates)
        self._customer = customer
        self._blame = blame
        self._found: list[Template] = []

    def questions(self) -> Iterable[Widget]:
        """Show the search line, the list and the text."""
        yield OneLine(hint="type words to search; every template is searched in full", id="picker-search")
        with Container(id="picker-body"):
            listed = OptionList(id="picker-list", compact=True)
            listed.can_focus = False
            yield listed
            reader = Preview(id="picker-preview")
            reader.can_focus = False
            yield reader
        yield KeyBar()

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._offer(event.value)

    @on(events.Mount)
    def _offer_all(self) -> None:
        self._offer("")

    def action_move(self, by: int) -> None:
        """Move to another template."""
        if self._found:
            here = self._list.highlighted or 0
            self._list.highlighted = min(max(here + by, 0), len(self._found) - 1)

    def action_scroll(self, by: int) -> None:
        """Read on, or back."""
        reader = self.query_one(Preview)
        reader.scroll_relative(y=by * max(reader.size.height - 1, 1), animate=False)

    def action_choose(self) -> None:
        """Answer with the template in view."""
        if self._found:
            self.dismiss(self._found[self._list.highlighted or 0])

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        template = self._found[event.option_index]
        reader = self.query_one(Preview)
        reader.show(partial(template, {}), _head(template))
        reader.scroll_home(animate=False)

    def _offer(self, search: str) -> None:
        self._found = ranked(self._templates, self._customer, self._blame, search)
        self._list.set_options([_row(each) for each in self._found])
        if self._found:
            self._list.highlighted = 0
        else:
            self.query_one(Preview).show("No template has all of these words.")

    @property
    def _list(self) -> OptionList:
        return self.query_one("#picker-list", OptionList)


def _row(template: Template) -> Content:
    return joined([words(template.title, "bold"), "\n  ", words(_for(template), "dim")])


def _head(template: Template) -> Content:
    lines = [words(template.title, "bold"), words(_for(template)), words(template.when, "italic")]
    suits = [words(f"fits {template.suits}", "dim")] if template.suits else []
    return joined([*lines, *suits], "\n")


def _for(template: Template) -> str:
    """Return for whom and for which blame a template is."""
    return _meant(template.customer, template.blame)


def _meant(customer: CustomerKind | None, blame: Blame | None) -> str:
    who = "any" if customer is None else customer
    return f"{who} customer · {'any blame' if blame is None else BLAME[blame]}"
