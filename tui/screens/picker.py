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
from playbooks.template import Template, Use, partial
from tui.rows import joined, words
from tui.screens.dialog import Dialog
from tui.widgets.key_bar import KeyBar
from tui.widgets.one_line import OneLine
from tui.widgets.preview import Preview
from tui.widgets.template_list import TemplateList, meant, suits


class TemplatePicker(Dialog[Template]):
    """Returns the template; the cursor stays in the search line, the arrows move the list."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]

    around = None

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "take it", id="picker.choose", priority=True),
        Binding("down", "move(1)", "move", id="picker.down", priority=True),
        Binding("up", "move(-1)", "up", id="picker.up", show=False, priority=True),
        Binding("pagedown", "scroll(1)", "read on", id="picker.read_on", priority=True),
        Binding("pageup", "scroll(-1)", "read back", id="picker.read_back", show=False, priority=True),
    ]

    def __init__(
        self,
        templates: Sequence[Template],
        customer: CustomerKind,
        blame: Blame,
        use: Use | None = None,
    ) -> None:
        """Prepare the choice.

        Args:
            templates: All there are.
            customer: The kind of customer who wrote.
            blame: What they believe of us.
            use: The words the case needs now, which stand first; None where nothing is known of it.
        """
        super().__init__(f"Templates, best first: {meant(customer, blame)}")
        self._templates = tuple(templates)
        self._customer = customer
        self._blame = blame
        self._use = use

    def questions(self) -> Iterable[Widget]:
        """Show the search line, the list and the text."""
        yield OneLine(hint="type words to search; every template is searched in full", id="picker-search")
        with Container(id="picker-body"):
            yield TemplateList(id="picker-list", compact=True)
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
        self._list.move(by)

    def action_scroll(self, by: int) -> None:
        """Read on, or back."""
        reader = self.query_one(Preview)
        reader.scroll_relative(y=by * max(reader.size.height - 1, 1), animate=False)

    def action_choose(self) -> None:
        """Answer with the template in view."""
        if (template := self._list.chosen) is not None:
            self.dismiss(template)

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        reader = self.query_one(Preview)
        if (template := self._list.chosen) is not None:
            reader.show(partial(template, {}), _head(template))
            reader.scroll_home(animate=False)

    def _offer(self, search: str) -> None:
        found = ranked(self._templates, self._customer, self._blame, search, use=self._use)
        self._list.show(found)
        if not found:
            self.query_one(Preview).show("No template has all of these words.")

    @property
    def _list(self) -> TemplateList:
        return self.query_one(TemplateList)


def _head(template: Template) -> Content:
    lines = [words(template.title, "bold"), words(suits(template)), words(template.when, "italic")]
    fits = [words(f"fits {template.suits}", "dim")] if template.suits else []
    return joined([*lines, *fits], "\n")
