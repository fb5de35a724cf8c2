"""The composer: the customer's words above, ours below, and a copy of ours at the end. It sends nothing."""

from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static, TextArea

from casebook.case import Draft
from desk.answering import copied
from desk.desk import Desk
from playbooks.next_step import use_now
from playbooks.template import Template, mark, marks_in
from tui.clipboard import Copied
from tui.hints import hints_of
from tui.known import known
from tui.matter import Matter
from tui.messages import Performed
from tui.place import room, standing
from tui.reading import said
from tui.rows import words
from tui.screens.drafting import DraftingScreen, DraftRead
from tui.screens.picker import TemplatePicker
from tui.widgets.ask_line import AskLine, waits, warning
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line
from tui.widgets.many_lines import ManyLines
from tui.widgets.preview import Preview
from tui.widgets.template_form import TemplateForm
from tui.writing import Writing, back_to_form, begun, checked, left_to_do, taken_in_hand, with_template


class ComposerScreen(DraftingScreen):
    """One responder's draft for one case: a template's form, or a text written by hand."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "copy_out", "copy it", id="composer.copy", tooltip="copy the finished text"),
        Binding("ctrl+t", "template", "template", id="composer.template", tooltip="insert or change it"),
        Binding("ctrl+g", "by_hand", "by hand", id="composer.by_hand", tooltip="edit the text; again: back"),
        Binding("tab", "next", "next", id="composer.next", show=False),
        Binding("shift+tab", "app.focus_previous", "previous", id="composer.previous", show=False),
    ]

    form = getters.query_one(TemplateForm)
    preview = getters.query_one(Preview)
    area = getters.query_one(ManyLines)

    def __init__(self, desk: Desk, case: int, *, pick: bool = False) -> None:
        """Prepare the composer.

        Args:
            desk: Where the case is.
            case: Its number.
            pick: Whether to begin with the choice of a template.
        """
        super().__init__(desk, case)
        self._pick = pick
        self._matter: Matter | None = None
        self._copying = ""
        """What was copied last."""

    def compose(self) -> ComposeResult:
        """Lay out who speaks where, their words, our words, how long ours are, the keys."""
        yield Line(id="composer-head")
        with VerticalScroll(id="composer-theirs"):
            yield Static("", id="composer-said", markup=False)
        with Container(id="composer-body"):
            yield TemplateForm()
            yield Preview()
            yield ManyLines(
                hint=self.hints.say("Write, or {composer.template} for a template."), id="composer-text"
            )
        yield Line(id="composer-room")
        yield Static("", id="composer-say", markup=False)
        yield AskLine()
        yield KeyBar()

    @on(DraftRead)
    async def _show_matter(self, event: DraftRead) -> None:
        before, self._matter = self._matter, event.matter
        kept = event.matter.kept
        minded = warning(event.view.case, event.others, hints_of(self), self.desk) or waits(event.storm)
        self.query_one(AskLine).ask(minded)
        head = standing(event.view.case, kept.mention, self.desk.settings)
        self.query_one("#composer-head", Line).say(words(head, "bold"))
        if before is not None and before.kept.mention == kept.mention:
            return
        self.query_one("#composer-said", Static).update(said(kept, self.desk.clock(), self.hints))
        if before is None:
            await self._begin(event.view.draft)
        else:
            self.say("Their post has changed since you began: read it again above.")

    async def _begin(self, draft: Draft | None) -> None:
        self.begin(begun(draft, self.desk.playbook))
        await self._show_writing()
        if self._pick:
            self.action_template()

    async def _show_writing(self) -> None:
        form = self.writing.form
        self.query_one("#composer-body").set_class(form is not None, "-form")
        if form is not None:
            carried = self.writing.carried
            offered = {**self._known(), **{name: self.writing.values[name] for name in carried}}
            await self.form.show(form, self.writing.values, offered, carried)
        elif self.area.text != self.writing.text:
            self.area.text = self.writing.text
        self._show_text()
        self.call_after_refresh(self._focus_text)

    def _show_text(self) -> None:
        writing, matter = self.writing, self._matter
        if writing.form is not None:
            self.preview.show(writing.text)
        if matter is not None:
            left = left_to_do(writing)
            walk = self.hints.say(" · {left}: {composer.next} walks them", left=left) if left else ""
            self.query_one("#composer-room", Line).say(words(room(writing.text, matter.kept.mention) + walk))

    def _focus_text(self) -> None:
        form, missing = self.writing.form, self.writing.missing or self.writing.carried
        if form is None:
            self.area.focus()
            self.area.move_cursor(self.area.document.end)
        elif form.fields:
            self.form.go_to(missing[0] if missing else form.fields[-1].name)
        else:
            self.preview.focus()

    @on(TemplateForm.Edited)
    def _filled(self, event: TemplateForm.Edited) -> None:
        if self.writing.form is not None:
            self._written(replace(self.writing, values={**self.writing.values, **event.values}))

    @on(TemplateForm.Walked)
    def _walked(self, event: TemplateForm.Walked) -> None:
        if form := self.writing.form:
            self.wrote(checked(self.writing, event.name))
            self._show_text()
            self.preview.look_at(form.body.find(f"{{{event.name}}}") / len(form.body))

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.writing.form is None and self._matter is not None:
            self._written(replace(self.writing, by_hand=self.area.text))

    def _written(self, writing: Writing) -> None:
        if writing != self.writing:
            self.say("")
            self.wrote(writing)
            self._show_text()

    def _known(self) -> dict[str, str]:
        matter = self._matter
        return {} if matter is None else known(matter, self.desk.me, self.desk.clock())

    def action_next(self) -> None:
        """Go to the next hole of a text written by hand while there is one; else to what stands next."""
        holes = marks_in(self.area.text) if self.area.has_focus else ()
        if holes:
            self.area.select_next(*map(mark, holes))
        else:
            self.focus_next()

    def action_template(self) -> None:
        """Choose a template."""
        matter = self._matter
        if matter is not None and matter.case is not None:
            use = use_now(matter.kept, matter.case)
            picker = TemplatePicker(self.desk.playbook.templates, matter.kind, matter.case.blame, use)
            self.app.push_screen(picker, self._take_template)

    async def _take_template(self, template: Template | None) -> None:
        """Show the template's form; where words stand already, put its text between them."""
        if template is None:
            return
        filled = with_template(self.writing, template, self._known())
        if self.writing.form is None and self.writing.text.strip():
            self.area.insert_paragraph(filled.text)
        else:
            self.wrote(filled)
            await self._show_writing()

    async def action_by_hand(self) -> None:
        """Take the text out of the form into one's own hands, or put it back while it is unchanged."""
        if self.writing.form is not None:
            self.writing = taken_in_hand(self.writing)
            self.say("The text is yours now. While it is unchanged, the same key goes back.")
        elif form := back_to_form(self.writing):
            self.writing = form
            self.say("")
        else:
            self.say("Changed by hand: the form would lose that. A template can still be inserted.")
            return
        await self._show_writing()

    def action_copy_out(self) -> None:
        """Copy the finished text; with a hole in it, put the cursor there instead."""
        missing = self.writing.missing
        if missing:
            self._to_hole(missing[0])
            self.say(f"Not copied: ⟨{missing[0]}⟩ is still empty. Fill it, or rewrite the sentence.")
        elif not self.writing.text.strip():
            self.say("There is nothing to copy yet.")
        else:
            self.keep()
            self._copying = self.writing.text
            self.copy(self._copying)

    def _to_hole(self, name: str) -> None:
        if self.writing.form is None:
            self.area.select_words(mark(name))
        else:
            self.form.go_to(name)

    @on(Performed)
    def _copied(self, event: Performed) -> None:
        if isinstance(event.result, Copied):
            event.prevent_default()
            self.perform("", copied, self.case, self._copying)
            then = self.hints.say("{composer.leave}, then {case.posted} says it is up")
            self.say(f"Copied, {event.result.say}. Nothing is sent: post it; {then}.")

    def say(self, words_: str) -> None:
        """Show a sentence above the keys."""
        self.query_one("#composer-say", Static).update(words(words_, "bold"))
