"""The poller's book: an answer is kept whole, and an answer with nothing new costs no write."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from casebook.errors import StoreError
from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.source_row import SourceRow
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.book import Book
from desk.delivery import TOGETHER
from desk.source_settings import SourceSettings
from desk.views import header_counts, sources_health
from sources.settings.feed import FeedSettings
from sources.source import Answer, Health
from tests.desk_world import NOON, after, complaint, playbook
from tests.full_disk import full_disk, room_again

OK, UNCHANGED = Health(HealthKind.OK), Health(HealthKind.NOT_MODIFIED)
BROKEN = Health(HealthKind.ERROR, "the server answered 500: it will be asked again")


@dataclass
class Place:
    """A store, and books opened on it one after another."""

    store: Store
    scribe: Scribe
    books: list[Book] = field(default_factory=list)

    def book(self, *names: str) -> Book:
        sources = tuple(
            SourceSettings(name, "feed", FeedSettings(url=f"https://{name}.example/")) for name in names
        )
        book = Book(self.store, self.scribe, playbook(), sources)
        book.open(NOON)
        return book

    def row(self, name: str, now: datetime = NOON) -> SourceRow:
        return next(each for each in sources_health(self.store, now) if each.name == name)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    store = Store(tmp_path / "amends.db")
    scribe = Scribe(store)
    yield Place(store, scribe)
    scribe.close()
    store.close()


def answer(*mentions: Mention, health: Health = OK, **cursor: str) -> Answer:
    return Answer(mentions, cursor, health)


async def test_a_source_is_shown_before_it_was_first_asked(place: Place) -> None:
    place.book("blog", "news")
    assert [(each.name, each.health) for each in sources_health(place.store, NOON)] == [
        ("blog", None),
        ("news", None),
    ]
    counts = header_counts(place.store, NOON)
    assert (counts.well, counts.sources) == (0, 2)


async def test_mentions_cursor_and_health_are_kept_together(place: Place) -> None:
    book = place.book("blog")
    await book.delivered("blog", answer(complaint(), etag="1"), NOON)
    assert place.store.mentions.count() == 1
    row = place.row("blog")
    assert (row.health, row.asked_at, row.last_ok_at, row.last_new_at) == (HealthKind.OK, NOON, NOON, NOON)
    assert place.book("blog").cursor("blog") == {"etag": "1"}


async def test_an_answer_that_cannot_be_kept_leaves_the_cursor_where_it_was(place: Place) -> None:
    book = place.book("blog")
    await book.delivered("blog", answer(etag="1"), NOON)
    place.scribe.write(full_disk, place.store).result()
    many = [complaint(str(n), text="broken " * 500) for n in range(50)]
    with pytest.raises(StoreError, match="the disk is full"):
        await book.delivered("blog", answer(*many, etag="2"), after(1))
    place.scribe.write(room_again, place.store).result()
    assert place.store.mentions.count() == 0
    assert book.cursor("blog") == place.book("blog").cursor("blog") == {"etag": "1"}
    await book.flush()
    row = place.row("blog")
    assert (row.well, row.asked_at, row.last_ok_at) == (False, after(1), NOON)
    assert row.say.startswith("what it said could not be kept")
    await book.delivered("blog", answer(*many, etag="2"), after(2))
    assert (place.row("blog").well, place.store.mentions.count()) == (True, 50)


async def test_a_full_disk_does_not_end_the_writing_down(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    book = place.book("blog")
    await book.delivered("blog", answer(etag="1"), NOON)
    await book.delivered("blog", answer(health=UNCHANGED, etag="1"), after(1))
    place.scribe.close()
    await book.flush()
    assert "could not be written down" in caplog.text


async def test_a_mention_that_cannot_be_kept_is_left_out_alone(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    book = place.book("blog")
    await book.delivered("blog", answer(etag="1"), NOON)
    said = [complaint("1"), complaint("2", text="\0"), complaint("3", thread_root_id="1")]
    await book.delivered("blog", answer(*said, etag="2"), after(1))
    assert [each["native_id"] for each in place.store.mentions.select(order="+")] == ["1", "3"]
    assert "blog: forum:2 is left out" in caplog.text
    row = place.row("blog")
    assert (row.health, row.last_new_at) == (HealthKind.ERROR, after(1))
    assert row.say.startswith("a mention of its last answer could not be kept")
    assert book.cursor("blog") == place.book("blog").cursor("blog") == {"etag": "2"}


async def test_a_mention_that_breaks_the_judge_does_not_silence_its_source(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(playbook(), clocks=replace(playbook().clocks, acknowledge={}))
    book = replace(place.book("blog"), playbook=broken)
    book.open(NOON)
    angry, quiet = complaint("1"), complaint("2", text="I wonder how this works")
    await book.delivered("blog", answer(angry, quiet, etag="2"), after(1))
    assert [each["native_id"] for each in place.store.mentions.select()] == ["2"]
    assert "blog: forum:1 is left out" in caplog.text
    assert not place.row("blog").well


async def test_a_very_long_answer_goes_in_by_parts_and_the_cursor_with_the_last(place: Place) -> None:
    book, many = place.book("blog"), [complaint(str(n)) for n in range(2 * TOGETHER + 3)]
    await book.delivered("blog", answer(*many, etag="1"), NOON)
    assert place.store.mentions.count() == len(many)
    assert place.book("blog").cursor("blog") == {"etag": "1"}
    broken = answer(complaint("early"), *many[:TOGETHER], complaint("broken", text="\0"), etag="2")
    await book.delivered("blog", broken, after(1))
    assert place.store.mentions.count() == len(many) + 1
    assert place.book("blog").cursor("blog") == {"etag": "2"}


async def test_news_in_the_beginning_of_a_long_answer_is_news(place: Place) -> None:
    book, many = place.book("blog"), [complaint(str(n)) for n in range(TOGETHER)]
    await book.delivered("blog", answer(*many, etag="1"), NOON)
    await book.delivered("blog", answer(complaint("new"), *many, etag="2"), after(1))
    assert place.row("blog").last_new_at == after(1)


async def test_unchanged_sources_are_written_down_only_now_and_then(place: Place) -> None:
    book = place.book("blog", "news")
    for name in ("blog", "news"):
        await book.delivered(name, answer(etag="1"), NOON)
    before = place.store.version()
    for minute in range(1, 9):
        await book.delivered("blog", answer(health=UNCHANGED, etag="1"), after(minute))
    assert place.store.version() == before
    assert place.row("blog").asked_at == NOON
    await book.flush()
    assert (place.row("blog").asked_at, place.row("blog").last_ok_at) == (after(8), after(8))
    assert place.row("news").asked_at == NOON
    written = place.store.version()
    await book.flush()
    assert place.store.version() == written


async def test_trouble_is_shown_at_once_and_recovery_too(place: Place) -> None:
    book = place.book("blog")
    await book.delivered("blog", answer(etag="1"), NOON)
    await book.delivered("blog", answer(health=BROKEN, etag="1"), after(1))
    row = place.row("blog")
    assert (row.well, row.say, row.last_ok_at) == (False, BROKEN.say, NOON)
    await book.delivered("blog", answer(health=UNCHANGED, etag="1"), after(2))
    assert (place.row("blog").well, place.row("blog").last_ok_at) == (True, after(2))


async def test_known_mentions_are_no_news(place: Place) -> None:
    book = place.book("blog")
    await book.delivered("blog", answer(complaint(), etag="1"), NOON)
    await book.delivered("blog", answer(complaint(), etag="2"), after(5))
    row = place.row("blog")
    assert (row.last_new_at, row.asked_at) == (NOON, after(5))


async def test_a_source_the_settings_no_longer_name_is_not_shown_but_not_forgotten(place: Place) -> None:
    await place.book("blog").delivered("blog", answer(etag="1"), NOON)
    place.book("news")
    assert [each.name for each in sources_health(place.store, NOON)] == ["news"]
    assert place.book("blog", "news").cursor("blog") == {"etag": "1"}
    assert [each.name for each in sources_health(place.store, NOON)] == ["blog", "news"]


async def test_a_source_nobody_asks_is_not_well(place: Place) -> None:
    book = place.book("blog")
    await book.delivered("blog", answer(etag="1"), NOON)
    assert (place.row("blog", after(46)).well, header_counts(place.store, after(46)).well) == (True, 1)
    row, counts = place.row("blog", after(47)), header_counts(place.store, after(47))
    assert (row.well, row.last_ok_at) == (False, NOON)
    assert row.say.startswith("nobody has asked it for 47 minutes: is the collector running?")
    assert (counts.well, counts.unwell, counts.sources) == (0, 1, 1)
    await book.delivered("blog", answer(health=UNCHANGED, etag="1"), after(48))
    await book.flush()
    assert place.row("blog", after(60)).well


async def test_a_source_nobody_ever_asks_is_not_well(place: Place) -> None:
    place.book("blog")
    assert header_counts(place.store, after(10)).unwell == 0
    assert header_counts(place.store, after(300)).unwell == 1
    assert "for 5 hours" in place.row("blog", after(300)).say


async def test_a_source_that_wished_to_be_asked_seldom_is_not_waited_for(place: Place) -> None:
    book = place.book("blog")
    slow = Answer((), {"etag": "1"}, OK, pause=6 * 3600.0)
    await book.delivered("blog", slow, NOON)
    assert place.row("blog", after(600)).well


async def test_a_source_in_trouble_keeps_its_own_words(place: Place) -> None:
    await place.book("blog").delivered("blog", answer(health=BROKEN, etag="1"), NOON)
    assert place.row("blog", after(6000)).say == BROKEN.say


async def test_what_fits_no_rule_is_a_sign_of_life_and_no_mention(place: Place) -> None:
    book = place.book("blog")
    await book.delivered("blog", answer(complaint(), etag="1"), NOON)
    elsewhere = replace(answer(etag="2"), beside=(complaint("2", author_handle="somebody_else"),))
    await book.delivered("blog", elsewhere, after(5))
    row = place.row("blog")
    assert (row.last_new_at, row.brought, place.store.mentions.count()) == (after(5), 1, 1)


async def test_what_was_written_and_taken_back_at_once_is_gone(place: Place) -> None:
    back = replace(complaint(), text="", title=None, deleted=True)
    both = replace(answer(complaint(), complaint("2"), etag="1"), beside=(back,))
    await place.book("blog").delivered("blog", both, NOON)
    assert [each["deleted"] for each in place.store.mentions] == [True, False]
    assert place.row("blog").brought == 2


async def test_since_when_it_fails_is_kept_over_a_start(place: Place) -> None:
    book = place.book("blog")
    await book.delivered("blog", answer(complaint(), etag="1"), NOON)
    for minute in (1, 2, 3):
        await book.delivered("blog", answer(health=BROKEN, etag="1"), after(minute))
    await book.flush()
    again = place.book("blog")
    await again.delivered("blog", answer(health=BROKEN, etag="1"), after(9))
    await again.flush()
    row = place.row("blog")
    assert (row.failing_since, row.failures, row.brought) == (after(1), 4, 1)
    await again.delivered("blog", answer(health=UNCHANGED, etag="1"), after(20))
    row = place.row("blog")
    assert (row.failing_since, row.blind_from, row.blind_until) == (None, NOON, after(20))


async def test_recovery_is_told_to_the_log(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    book = place.book("blog")
    await book.delivered("blog", answer(etag="1"), NOON)
    await book.delivered("blog", answer(health=BROKEN, etag="1"), after(10))
    await book.delivered("blog", answer(etag="2"), after(90))
    assert "blog answers again: nothing of it was seen for 1 h 30 min" in caplog.text
