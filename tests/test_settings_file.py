"""The settings file: what it may say, and what is said when it says something else."""

from pathlib import Path

import pytest

from casebook.kinds import Portal
from desk.errors import SettingsError
from desk.settings import Look, Theme, Wire, load, state_folder, usual_file
from sources.registry import KINDS

HOME = {"HOME": "/home/dana", "USER": "dana"}
A_FEED = '[sources.b]\nkind = "feed"\nurl = "https://forum.example/f"\n'
NO_ADDRESS = "must be an http or https address with a host, such as https://forum.example/feed"
NO_PACE = "must be from 1 second to 30 days"
NO_DURATION = 'must be a number of seconds or a duration such as "5m"'


def written(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def complaint_about(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(written(folder, text), HOME)
    said = str(caught.value)
    assert "\n" not in said
    return said.removeprefix(f"{folder}/")


def test_without_a_file_everything_has_its_usual_place(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "USER": "dana"}
    settings = load(None, env)
    assert settings.file is None
    assert settings.store == tmp_path / ".local/state/amends/amends.db"
    assert settings.responder.name == "dana"
    assert settings.look == Look(theme=None, wire=Wire.AUTO)
    assert settings.sources == ()


def test_the_usual_places_follow_the_desktop(tmp_path: Path) -> None:
    env = {"XDG_CONFIG_HOME": str(tmp_path / "c"), "XDG_STATE_HOME": str(tmp_path / "s")}
    assert usual_file(env) == tmp_path / "c/amends/settings.toml"
    assert state_folder(env) == tmp_path / "s/amends"


def test_the_usual_file_is_found(tmp_path: Path) -> None:
    folder = tmp_path / ".config/amends"
    folder.mkdir(parents=True)
    file = written(folder, '[company]\nname = "Acme"\n')
    settings = load(None, {"HOME": str(tmp_path)})
    assert (settings.file, settings.company.name, settings.responder.name) == (file, "Acme", "responder")


def test_a_whole_file_is_understood(tmp_path: Path) -> None:
    text = """
        [company]
        name = "Acme"
        [responder]
        name = "Dana"
        [store]
        place = "kept/acme.db"
        [playbook]
        folder = "our-playbook"
        [sources.blog]
        kind = "feed"
        url = "https://blog.example/feed"
        every = "5m"
        expect = "6h"
        portal = "complaint"
        [sources.hn]
        kind = "hackernews"
        query = "acme"
        match_customers = false
        [keys]
        queue.open = "enter,l"
        "case.claim" = "a"
        [look]
        theme = "light"
    """
    settings = load(written(tmp_path, text), HOME)
    assert settings.responder.name == "Dana"
    assert settings.store == tmp_path / "kept/acme.db"
    assert settings.playbook == tmp_path / "our-playbook"
    blog, hn = settings.sources
    assert (blog.name, blog.kind, blog.fields.url) == ("blog", "feed", "https://blog.example/feed")
    assert (blog.fields.every, blog.fields.portal) == (300, Portal.COMPLAINT)
    assert (blog.expect, hn.expect) == (6 * 3600, None)
    assert (hn.name, hn.fields.query, hn.fields.match_customers) == ("hn", "acme", False)
    assert settings.keys == {"queue.open": "enter,l", "case.claim": "a"}
    assert settings.look.theme is Theme.LIGHT


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b'\xef\xbb\xbf[company]\nname = "Acme"\n')
    assert load(file, HOME).company.name == "Acme"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[compony]\n", 'compony: unknown key; did you mean "company"?'),
        ('[company]\nnam = "x"\n', '[company] nam: unknown key; did you mean "name"?'),
        ("[company]\nname = 3\n", "[company] name: must be text in quotes, not 3"),
        (
            '[senders.b]\ntoken = ["hush"]\n',
            "[senders.b] token: must be text in quotes, not what stands there",
        ),
        ("company = 3\n", "company: must be a table, not 3"),
        ('[look]\ntheme = "drak"\n', "[look] theme: 'drak' is unknown; did you mean \"dark\"?"),
        ("[look]\ntheme = true\n", "[look] theme: True is unknown; known here: ansi, dark, light"),
        ("[store]\nplace = 1\n", "[store] place: must be a path in quotes, not 1"),
        ("[keys]\nqueue.open = 1\n", "[keys] queue.open: must be keys in quotes, not 1"),
        ("keys = 1\n", "keys: must be a table, not 1"),
        ("[sources]\nblog = 1\n", "sources: must hold tables such as [sources.blog]"),
        ("sources = 1\n", "sources: must hold tables such as [sources.blog]"),
        (
            '[sources.b]\nurl = "x"\n',
            f"[sources.b] kind: is needed here; known here: {', '.join(sorted(KINDS))}",
        ),
        ('[sources.b]\nkind = "fed"\n', "[sources.b] kind: 'fed' is unknown; did you mean \"feed\"?"),
        ('[sources.b]\nkind = "feed"\n', "[sources.b] url: is needed here"),
        (
            '[sources.b]\nkind = "feed"\nurl = "x"\nevry = 3\n',
            '[sources.b] evry: unknown key; did you mean "every"?',
        ),
        (
            '[sources.b]\nkind = "feed"\nurl = "x"\nevery = "soon"\n',
            "[sources.b] every: must be a number of seconds or a duration such as \"5m\", not 'soon'",
        ),
        (
            '[sources.b]\nkind = "feed"\nurl = "x"\nmatch_customers = "no"\n',
            "[sources.b] match_customers: must be true or false, not 'no'",
        ),
        ('[sources.b]\nkind = "feed"\nurl = "ftp//nonsense"\n', f"[sources.b] url: {NO_ADDRESS}"),
        ('[sources.b]\nkind = "feed"\nurl = "ftp://files.example/f"\n', f"[sources.b] url: {NO_ADDRESS}"),
        ('[sources.b]\nkind = "feed"\nurl = "https:///f?token=hush"\n', f"[sources.b] url: {NO_ADDRESS}"),
        (
            '[sources.b]\nkind = "hackernews"\nquery = "acme"\nbase_url = "hn"\n',
            f"[sources.b] base_url: {NO_ADDRESS}",
        ),
        (
            '[sources.b]\nkind = "lemmy"\nquery = "acme"\nbase_url = "https://dana:hush@lemmy.example"\n',
            "[sources.b] base_url: must hold no user and no password",
        ),
        (
            '[views]\nlate = "refund wher:x"\n',
            '[views] late: "refund wher:x": \'wher\' is no field; did you mean "where"? (at 8)',
        ),
        ('[views]\nmine = "refund"\n', "[views] mine: is a tab already; give the view another name"),
        ('[views]\nlate = " "\n', "[views] late: says nothing to look for"),
        ("[views]\nlate = 3\n", "[views] late: must be text in quotes, not 3"),
        (f"{A_FEED}every = 0.2\n", f"[sources.b] every: {NO_PACE}"),
        (f'{A_FEED}every = "31d"\n', f"[sources.b] every: {NO_PACE}"),
        (f"{A_FEED}every = inf\n", f"[sources.b] every: {NO_DURATION}, not inf"),
        (f"{A_FEED}every = nan\n", f"[sources.b] every: {NO_DURATION}, not nan"),
        (f"{A_FEED}expect = 0\n", "[sources.b] expect: must be from 1 second to 365 days"),
        (f'{A_FEED}expect = "soon"\n', f"[sources.b] expect: {NO_DURATION}, not 'soon'"),
        (f"{A_FEED}every = -5\n", f"[sources.b] every: {NO_DURATION}, not -5"),
    ],
)
def test_every_mistake_names_its_place_and_what_was_meant(tmp_path: Path, text: str, said: str) -> None:
    assert complaint_about(tmp_path, text) == f"settings.toml: {said}"


@pytest.mark.parametrize(
    "text",
    [
        '[sources.b]\nkind = "feed"\nurl = ["https://dana:hush@blog.example/f?token=hush"]\n',
        '[sources.b]\nkind = "https://blog.example/f?token=hush"\n',
        '[sources.b]\nkind = "feed"\nurl = "https://b.example"\nevery = "https://blog.example/f?token=hush"\n',
        '[sources.b]\nkind = "feed"\nurl = "https://b.example"\nportal = "https://x.example/hush"\n',
        '[keys]\nqueue.open = ["https://blog.example/hush"]\n',
        '[company]\nname = {url = "https://blog.example/hush"}\n',
    ],
)
def test_an_address_in_the_wrong_place_is_not_shown(tmp_path: Path, text: str) -> None:
    said = complaint_about(tmp_path, text)
    assert "hush" not in said
    assert "address" in said


@pytest.mark.parametrize("name", [":ask now", "", "a/b", " blog", "x" * 41])
def test_a_source_is_named_plainly(tmp_path: Path, name: str) -> None:
    text = f'[sources."{name}"]\nkind = "feed"\nurl = "https://blog.example/f"\n'
    assert "a source is named with letters, digits" in complaint_about(tmp_path, text)


def test_a_name_may_be_in_any_script(tmp_path: Path) -> None:
    text = '[sources."Zoë’s blog".x]\n'
    assert "a source is named" in complaint_about(tmp_path, text)
    text = '[sources."Zoës blog"]\nkind = "feed"\nurl = "https://blog.example/f"\n'
    assert load(written(tmp_path, text), HOME).sources[0].name == "Zoës blog"


def test_our_own_machine_may_be_asked_at_any_pace(tmp_path: Path) -> None:
    text = '[sources.b]\nkind = "feed"\nurl = "http://127.0.0.1:8080/f"\nevery = 0.2\n'
    (source,) = load(written(tmp_path, text), HOME).sources
    assert source.fields.every == 0.2


def test_what_is_no_toml_is_said_with_its_line(tmp_path: Path) -> None:
    assert "is not TOML" in complaint_about(tmp_path, "[company\n")
    assert "line 1" in complaint_about(tmp_path, "[company\n")


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no such file"):
        load(tmp_path / "none.toml", HOME)
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path, HOME)
