"""Who judges learns: the collector and a desk, from whatever anybody decides, without being started anew."""

from pathlib import Path

from casebook.kinds import HealthKind, Sort
from casebook.store.scribe import Scribe
from desk.book import Book
from desk.deciding import let_go
from desk.desk import Desk
from desk.learning import version
from desk.settings import Responder, Settings
from desk.source_settings import SourceSettings
from desk.undo import undo
from playbooks.learned import NOTHING
from sources.settings.feed import FeedSettings
from sources.source import Answer, Health
from tests.at_the_desk import at_the_desk
from tests.desk_world import NOON, complaint, playbook, world
from tests.learned_samples import UNKNOWN, decided


async def test_the_collector_judges_as_was_decided_since_it_began(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        scribe = Scribe(desk.store)
        sources = (SourceSettings("blog", "feed", FeedSettings(url="https://blog.example/")),)
        book = Book(desk.store, scribe, playbook(), sources)
        book.open(NOON)
        await book.learn()
        assert book.playbook is playbook()
        decided(desk, 40)
        await book.learn()
        said = complaint("new", text=UNKNOWN, author_handle="kim")
        (taken,) = await book.delivered("blog", Answer((said,), {}, Health(HealthKind.OK)), NOON)
        assert desk.kept(taken.id).sort is Sort.COMPLAINT
        scribe.close()


async def test_a_desk_learns_and_unlearns_what_anybody_decides(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        desk = Desk(
            Settings(store=here.store.place, responder=Responder("dana")),
            playbook(),
            here.store,
            lambda: NOON,
        )
        try:
            decided(here, 10)
            number = here.one(
                complaint("x", text="A booklet about nothing at all, by a machine", author_handle="x")
            )
            await desk.learn()
            before = desk.playbook
            await desk.do(let_go, number, "spam or a machine", desk.playbook)
            await desk.learn()
            assert desk.playbook.learned.facets["complaint"].count == 11
            await desk.do(lambda store, by, now: undo(store, desk.playbook, by=by, now=now))
            await desk.learn()
            assert desk.playbook.learned == before.learned
        finally:
            desk.close()


async def test_who_only_looks_learns_nothing(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        decided(here, 4)
        looking = Responder("wall", read_only=True)
        desk = Desk(Settings(store=here.store.place, responder=looking), playbook(), here.store, lambda: NOON)
        try:
            await desk.learn()
            assert desk.playbook.learned == NOTHING
        finally:
            desk.close()


async def test_the_dashboard_learns_when_the_minute_turns(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        assert version(hands.world.store) == (0, 0, 0)
        decided(hands.world, 4)
        hands.app.keep_time()
        await hands.until(lambda: hands.app.desk.playbook.learned != NOTHING, "what was learned")
