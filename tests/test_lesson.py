"""What was decided about a mention is kept as a lesson, in the log, and carried like all else."""

from datetime import UTC, datetime
from pathlib import Path

from casebook.document import from_document, to_document
from casebook.lesson import Lesson
from casebook.store.store import Store
from casebook.store.upkeep import check

NOW = datetime(2026, 3, 4, 22, 14, tzinfo=UTC)


def test_a_lesson_is_kept_as_it_was_and_leaves_its_trace(tmp_path: Path) -> None:
    store = Store(tmp_path / "casebook.db")
    lesson = Lesson(0, 7, "complaint", "no", "dana", NOW, "mention.overrule")
    with store.act("dana", "mention.overrule", NOW):
        number = store.lessons.insert(to_document(lesson))
    kept = from_document(Lesson, store.lessons.get(doc_id=number) or {}, id=number)
    assert (kept.mention, kept.facet, kept.said, kept.at) == (7, "complaint", "no", NOW)
    assert [change.table for event in store.events() for change in event.changes] == ["lessons"]
    assert check(store) == []
    store.close()
