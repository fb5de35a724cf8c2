"""What may not be kept is gone from all of the store; that it was there, and was taken back, is not."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tinydb import where

from casebook.kinds import Decision, MuteKind
from casebook.store.words import text
from desk import shelf
from desk.evidence import edits_of
from desk.forgetting import GONE
from desk.intake import State
from desk.merging import link
from desk.muting import mute
from desk.opening import open_case
from desk.parting import part, part_echo
from desk.undo import undo
from tests.desk_world import NOON, World, after, complaint, playbook
from tests.echo_stories import STORY, came, crowd, elsewhere, story, why

SECRET = "Xylophone"
WORDS = f"{SECRET} shop charged me twice. I called support and nobody ever called me back."
AGAIN = WORDS.replace("twice", "thrice")


def everywhere(folder: Path) -> str:
    """Return every document of the store as it lies in its file."""
    with sqlite3.connect(folder / "amends.db") as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE name GLOB 'doc:*'")]
        return json.dumps([file.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables])


def test_words_go_from_record_log_index_title_and_evidence(desk: World, tmp_path: Path) -> None:
    first = desk.one(complaint(text=WORDS))
    voice = desk.one(complaint("2", text=WORDS, author_handle="kim", thread_root_id="1"))
    case = open_case(desk.store, playbook(), first, by="dana", now=NOON)
    desk.take(complaint(text=AGAIN), now=after(1))
    assert SECRET in everywhere(tmp_path)
    for number in ("1", "2"):
        gone = complaint(number, text="", deleted=True, thread_root_id="1" if number == "2" else None)
        assert desk.take(gone, now=after(2), keep_deleted=False)[0].state is State.DELETED
    held = everywhere(tmp_path)
    assert SECRET not in held
    assert "charged me" not in held
    assert [desk.kept(each).mention.deleted for each in (first, voice)] == [True, True]
    assert desk.kept(first).mention.url == "https://forum.example/t/1"
    assert desk.kept(first).reasons
    assert shelf.case(desk.store, case).title == GONE
    assert desk.store.mentions.count(text(SECRET)) == 0
    assert [(each.deleted, each.was.text) for each in edits_of(desk.store, first)] == [(True, "")]
    assert desk.store.likenesses.count() == 0


def test_a_voice_takes_its_words_along_and_leaves_the_case_its_own(desk: World, tmp_path: Path) -> None:
    first = desk.one(complaint(text="My parcel is late."))
    case = open_case(desk.store, playbook(), first, by="dana", now=NOON)
    desk.one(complaint("2", text=WORDS, author_handle="kim", thread_root_id="1"))
    assert "charged me" in str(desk.kept(first).reasons), "it made the row more urgent"
    desk.take(complaint("2", text="", deleted=True), now=after(2), keep_deleted=False)
    assert not [each for each in (SECRET, "charged me") if each in everywhere(tmp_path)]
    assert "words='late'" in str(desk.kept(first).reasons)
    assert shelf.case(desk.store, case).title == "My parcel is late."


def forgotten(desk: World, number: str, **about: Any) -> None:
    gone = complaint(number, text="", deleted=True, **about)
    assert desk.take(gone, now=after(9), keep_deleted=False)[0].state is State.DELETED


def test_words_go_from_what_makes_it_an_echo_and_it_may_be_parted_all_the_same(
    desk: World, tmp_path: Path
) -> None:
    crowd(desk)
    case = story(desk, text=f"{STORY} It was TR9417, and the {SECRET} car.")
    said = elsewhere(f"Poor @jane_doe, in the {SECRET} car of TR9417!", author_handle="ole")
    number = came(desk, said)[1]
    assert f"both say the same (TR9417 … {SECRET})" in why(desk, number)
    forgotten(desk, shelf.mention(desk.store, shelf.case(desk.store, case).lead).mention.native_id)
    gone = replace(said, text="", deleted=True)
    assert desk.take(gone, now=after(70), keep_deleted=False)[0].state is State.DELETED
    assert not [each for each in (SECRET, "TR9417") if each in everywhere(tmp_path)]
    assert desk.store.traces.count(where("mention") == number) == 0
    assert part_echo(desk.store, number, playbook(), by="dana", now=after(71)) == case


def test_words_go_from_the_row_a_copy_stands_behind(desk: World, tmp_path: Path) -> None:
    url = "https://forum.example/t/7"
    first = desk.one(complaint("1", text="It is said there.", url=url, author_handle=None, author_name=None))
    copy = desk.one(complaint("2", text=WORDS, url=url, via="elsewhere"))
    assert desk.kept(copy).copy_of == first
    assert "charged me" in str(desk.kept(first).reasons)
    forgotten(desk, "2", url=url, via="elsewhere")
    assert "charged me" not in everywhere(tmp_path)
    assert desk.kept(first).mention.text == "It is said there."


def test_words_go_from_every_case_that_is_part_of_theirs(desk: World, tmp_path: Path) -> None:
    calm, other = desk.one(complaint("1", text="Hm.")), desk.one(complaint("3", text="Hm, hm."))
    inner, whole = (open_case(desk.store, playbook(), each, by="dana", now=NOON) for each in (calm, other))
    desk.one(complaint("2", text=WORDS, author_handle="kim", thread_root_id="1"))
    link(desk.store, calm, whole, by="dana", now=after(1))
    assert "charged me" in str(desk.kept(calm).reasons)
    assert "charged me" in str(desk.kept(other).reasons)
    assert shelf.case(desk.store, inner).merged_into == whole
    forgotten(desk, "2", author_handle="kim", thread_root_id="1")
    assert "charged me" not in everywhere(tmp_path)


def test_words_go_from_the_log_of_a_case_that_was_taken_back(desk: World, tmp_path: Path) -> None:
    lead = desk.one(complaint("1", text="Hm."))
    voice = desk.one(complaint("2", text=WORDS, author_handle="kim"))
    whole = open_case(desk.store, playbook(), lead, by="dana", now=NOON)
    open_case(desk.store, playbook(), voice, by="dana", now=NOON)
    link(desk.store, voice, whole, by="dana", now=after(1))
    assert "charged me" in str(desk.kept(lead).reasons)
    for minute in (2, 3):
        undo(desk.store, playbook(), by="dana", now=after(minute))
    assert desk.kept(voice).case is None
    forgotten(desk, "2", author_handle="kim")
    held = everywhere(tmp_path)
    assert SECRET not in held
    assert "charged me" not in held


def test_words_go_from_the_row_a_copy_was_parted_from(desk: World, tmp_path: Path) -> None:
    url = "https://forum.example/t/7"
    first = desk.one(complaint("1", text="It is said there.", url=url, author_handle=None, author_name=None))
    copy = desk.one(complaint("2", text=WORDS, url=url, via="elsewhere"))
    open_case(desk.store, playbook(), first, by="dana", now=NOON)
    part(desk.store, copy, playbook(), by="dana", now=after(1))
    forgotten(desk, "2", url=url, via="elsewhere")
    assert "charged me" not in everywhere(tmp_path)


def test_a_title_goes_from_the_mute_of_its_thread(desk: World, tmp_path: Path) -> None:
    number = desk.one(complaint(text=WORDS, title=SECRET))
    until = NOON + timedelta(days=1)
    held = mute(desk.store, number, MuteKind.THREAD, "noise", until, by="dana", now=NOON)
    mute(desk.store, number, MuteKind.THREAD, "noise", until + timedelta(days=1), by="dana", now=NOON)
    assert SECRET in str(desk.store.mutes.get(doc_id=held))
    forgotten(desk, "1")
    assert SECRET not in everywhere(tmp_path)
    assert "the thread https://forum.example/t/1" in str(desk.store.mutes.get(doc_id=held))


def test_a_title_goes_from_the_log_of_a_mute_that_was_taken_back(desk: World, tmp_path: Path) -> None:
    number = desk.one(complaint(text=WORDS, title=SECRET))
    mute(desk.store, number, MuteKind.THREAD, "noise", after(600), by="dana", now=NOON)
    undo(desk.store, playbook(), by="dana", now=after(1))
    forgotten(desk, "1")
    assert SECRET not in everywhere(tmp_path)


def test_where_it_may_be_kept_it_is(desk: World) -> None:
    first = desk.one(complaint(text=WORDS))
    desk.take(complaint(text="", deleted=True), now=after(2))
    assert desk.kept(first).mention.text == WORDS


def test_what_was_deleted_before_we_saw_it_brings_no_words_in(desk: World, tmp_path: Path) -> None:
    number = desk.take(complaint(text=WORDS, title=SECRET, deleted=True), keep_deleted=False)[0].id
    assert (desk.kept(number).mention.text, desk.kept(number).decision) == ("", Decision.NO_ACTION)
    assert SECRET not in everywhere(tmp_path)


def test_a_slow_index_brings_nothing_back(desk: World, tmp_path: Path) -> None:
    first = desk.one(complaint(text=WORDS))
    desk.take(complaint(text="", deleted=True), now=after(2), keep_deleted=False)
    assert desk.take(complaint(text=WORDS, score=900), now=after(3))[0].state is State.KNOWN
    assert desk.kept(first).mention.text == ""
    assert SECRET not in everywhere(tmp_path)


def test_an_undo_brings_no_word_back(desk: World, tmp_path: Path) -> None:
    first = desk.one(complaint(text=WORDS))
    open_case(desk.store, playbook(), first, by="dana", now=NOON)
    desk.take(complaint(text="", deleted=True), now=after(2), keep_deleted=False)
    undo(desk.store, playbook(), by="dana", now=after(3))
    assert desk.kept(first).case is None
    assert SECRET not in everywhere(tmp_path)


def test_an_older_version_that_comes_late_changes_nothing(desk: World) -> None:
    number = desk.one(complaint(text="first"))
    assert desk.take(complaint(text="second"), now=after(5))[0].state is State.EDITED
    for minutes in (9, 23 * 60):
        assert desk.take(complaint(text="first"), now=after(minutes))[0].state is State.KNOWN
    assert desk.kept(number).mention.text == "second"
    assert desk.take(complaint(text="third"), now=after(24 * 60))[0].state is State.EDITED
    assert desk.take(complaint(text="second"), now=after(24 * 60 + 2))[0].state is State.KNOWN
    assert [each.now.text for each in edits_of(desk.store, number)] == ["second", "third"], "oldest first"


def test_a_day_later_it_is_a_change_of_mind(desk: World) -> None:
    desk.one(complaint(text="first"))
    desk.take(complaint(text="second"), now=after(5))
    assert desk.take(complaint(text="first"), now=after(25 * 60))[0].state is State.EDITED


def test_where_edits_are_dated_what_has_no_date_was_there_before(desk: World) -> None:
    number = desk.one(complaint(text="second", edited_at=after(-1)))
    assert desk.take(complaint(text="first"), now=after(50 * 60))[0].state is State.KNOWN
    assert desk.take(complaint(text="third", edited_at=after(5)), now=after(6))[0].state is State.EDITED
    assert desk.take(complaint(text="second"), now=after(7))[0].state is State.KNOWN
    assert desk.kept(number).mention.text == "third"
    again = complaint(text="third, once more", edited_at=after(5))
    assert desk.take(again, now=after(8))[0].state is State.EDITED, "in the same minute"
