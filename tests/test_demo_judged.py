"""The made-up afternoon as the standard playbook sees it: the top rows are those one would take first."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from casebook.kinds import MentionKind
from casebook.mention import Mention
from desk.demo.afternoon import Feed, Said, load
from desk.demo.prepare import prepare
from desk.ours import playbook_of
from desk.settings import load as read_settings
from playbooks.judge import judge
from playbooks.playbook import Playbook
from playbooks.sameness import alike, keys_of
from playbooks.verdict import Verdict

NOW = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)


def playbook() -> Playbook:
    """Return the playbook as the demo's own settings make it: it knows what people call the railway."""
    with TemporaryDirectory() as folder:
        return playbook_of(read_settings(prepare(Path(folder), 4711), {}))


PLAYBOOK = playbook()


def verdict(feed: Feed, said: Said) -> Verdict:
    mention = Mention(
        source="feed",
        native_id=said.id,
        text=said.text,
        kind=MentionKind.COMMENT if said.reply_to else MentionKind.POST,
        title=said.title,
        created_at=NOW + timedelta(minutes=min(0, said.at)),
        score=said.score,
        comments=said.comments,
        portal=feed.portal,
    )
    return judge(mention, PLAYBOOK, NOW)


VERDICTS = {said.id: verdict(feed, said) for feed in load().feeds for said in load().said[feed.name]}


@pytest.mark.parametrize("first", ["ft-20411", "ft-20418", "ft-20424", "r-550190", "11500018", "990010940"])
def test_what_one_would_take_first_comes_first(first: str) -> None:
    assert VERDICTS[first].priority == 1


def test_not_everything_comes_first() -> None:
    first = [name for name, each in VERDICTS.items() if each.priority == 1]
    assert len(first) <= len(VERDICTS) / 4


def test_praise_is_praise_and_only_praise() -> None:
    praise = {name for name, each in VERDICTS.items() if each.praise}
    assert praise == {"pu-7102", "r-550182", "11500006", "817-1", "11500021"}


def test_the_one_that_insults_is_known_and_kept_as_a_complaint() -> None:
    assert [name for name, each in VERDICTS.items() if each.abusive] == ["11500012"]
    assert VERDICTS["11500012"].complaint


@pytest.mark.parametrize("question", ["pu-7106", "r-550186", "815-1", "11500003"])
def test_a_question_is_owed_an_answer_without_hurry(question: str) -> None:
    assert VERDICTS[question].priority == 3


def test_what_names_the_railway_is_not_told_to_name_another() -> None:
    said = {each.id: f"{each.title or ''} {each.text}" for group in load().said.values() for each in group}
    unnamed = {name for name, each in VERDICTS.items() if "does not name us" in str(each.grounds)}
    assert not [said[name] for name in unnamed if "corncrake" in said[name].casefold()]


def test_it_ends_in_a_storm_of_one_wording_even_on_the_first_day() -> None:
    texts = [each.text for group in load().said.values() for each in group if each.at > 20]
    many, _ = alike([keys_of(each) for each in texts])
    assert many >= PLAYBOOK.storm.wording
