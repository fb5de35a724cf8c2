"""A template's fields as a form: one question and one line each, walked with Tab."""

from collections.abc import Container, Mapping

from textual import events, on
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Label

from playbooks.template import Field, Template
from tui.told import told
from tui.widgets.one_line import OneLine


class TemplateForm(VerticalScroll, can_focus=False):
    """Attributes down, `Edited` up."""

    _offered: Mapping[str, str] = {}

    @told
    class Edited(Message):
        """Something else stands in the fields."""

        values: dict[str, str]
        """By the field's name."""

    @told
    class Walked(Message):
        """The cursor stands in another field."""

        name: str

    async def show(
        self,
        template: Template,
        values: Mapping[str, str],
        offered: Mapping[str, str],
        carried: Container[str] = (),
    ) -> None:
        """Show a template's fields with what has been said for them.

        Args:
            template: Whose fields.
            values: What stands in them, by name.
            offered: What nobody typed here; typing replaces it.
            carried: The names of those that hold what was said in other words.
        """
        self._offered = offered
        await self.remove_children()
        await self.mount_all(
            _asked(field, values.get(field.name, ""), carried=field.name in carried)
            for field in template.fields
        )

    def go_to(self, name: str) -> None:
        """Put the cursor into a field."""
        self.query_one(f"#{_id(name)}", OneLine).focus(scroll_visible=False)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {_name(each.id): each.value for each in self.query(OneLine)}

    @on(Input.Changed)
    def _edited(self, event: Input.Changed) -> None:
        event.stop()
        event.input.select_on_focus = event.value == self._offered.get(_name(event.input.id))
        self.post_message(self.Edited(self.values))

    @on(events.DescendantFocus)
    def _show_question(self, event: events.DescendantFocus) -> None:
        """Keep the question in view with its line, and say which field it is."""
        self.call_after_refresh(self._show_focused)
        self.post_message(self.Walked(_name(event.widget.id)))

    def on_resize(self) -> None:
        """Keep it in view in another size too."""
        self.call_after_refresh(self._show_focused)

    def _show_focused(self) -> None:
        for asked in self.query(".asked:focus-within"):
            self.scroll_to_widget(asked, animate=False)

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()


def _asked(field: Field, value: str, *, carried: bool) -> Vertical:
    line = OneLine(value, hint=f"e.g. {field.hint}", id=_id(field.name))
    ask = f"From your last words: {field.ask}" if carried else field.ask
    return Vertical(Label(ask, markup=False), line, classes="asked")


def _id(name: str) -> str:
    return f"field-{name}"


def _name(id_: str | None) -> str:
    return (id_ or "").removeprefix("field-")
