"""Templates in a list: each with its title, for whom it is, and for which blame."""

from collections.abc import Sequence

from textual.content import Content

from casebook.kinds import BLAME, Blame, CustomerKind
from playbooks.template import Template
from tui.rows import joined, words
from tui.widgets.pointed_list import PointedList


class TemplateList(PointedList, can_focus=False):
    """Shows templates; somebody else moves the cursor."""

    templates: Sequence[Template] = ()

    def show(self, templates: Sequence[Template]) -> None:
        """Show these, the cursor on the first."""
        self.templates = templates
        self.fill(len(templates))

    def move(self, by: int) -> None:
        """Move the cursor, as far as there are templates."""
        if self.templates:
            here = self.highlighted or 0
            self.highlighted = min(max(here + by, 0), len(self.templates) - 1)

    @property
    def chosen(self) -> Template | None:
        """The template under the cursor; None where there is none."""
        return self.templates[self.highlighted or 0] if self.templates else None

    def line(self, index: int) -> Content:
        """Return a template's title and what it is for."""
        template = self.templates[index]
        return joined([words(template.title, "bold"), "\n    ", words(suits(template), "dim")])


def suits(template: Template) -> str:
    """Return for whom and for which blame a template is."""
    return meant(template.customer, template.blame)


def meant(customer: CustomerKind | None, blame: Blame | None) -> str:
    """Return a kind of customer and what they believe, in words."""
    who = "any" if customer is None else customer
    return f"{who} customer · {'any blame' if blame is None else BLAME[blame]}"
