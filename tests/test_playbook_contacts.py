"""The contact points of a playbook: what may be said of them, and what is told of a slip."""

import tomllib
from pathlib import Path

import pytest

from casebook.kinds import ContactKind
from playbooks.contacts import FILE, Contact, digits, read_contacts
from playbooks.errors import PlaybookError
from playbooks.playbook import SHIPPED, load
from tests.playbook_samples import copied

WHOLE = """
[contacts.help]
kind = "page"
url = "https://corncrake.example/help"
every = "30m"
words = ["Talk to a person"]
not_words = ["maintenance"]
certificate_days = 30

[contacts."refund form"]
kind = "form"
url = "https://corncrake.example/refund"
field = "message"
sends_to = "https://forms.example/"

[contacts.hotline]
kind = "phone"
url = "https://corncrake.example/contact"
number = "+44 (0) 800 496 0123"

[contacts.complaints]
kind = "mail"
address = "complaints@corncrake.example"
test_mail = true
prove_within = "2d"
"""

PAGE = '[contacts.help]\nkind = "page"\nurl = "https://corncrake.example/help"\n'
WRONG = [
    ('[contacts.help]\nurl = "https://x.example"', ["[contacts.help] kind:", "is needed here"]),
    ('[contacts.help]\nkind = "pages"', ["[contacts.help] kind:", "'pages' is unknown", '"page"']),
    ("[contacts]\nhelp = 3", ["contacts] help:", "must be a table"]),
    (PAGE + 'field = "message"', ["[contacts.help] field:", "unknown key"]),
    (PAGE + 'word = ["x"]', ["[contacts.help] word:", 'did you mean "words"?']),
    (PAGE + 'every = "5s"', ["[contacts.help] every:", "from 1 minute"]),
    (PAGE + "status = 99", ["[contacts.help] status:", "from 200"]),
    (PAGE + 'words = [""]', ["[contacts.help] words:", "empty text"]),
    (PAGE + "certificate_days = -1", ["[contacts.help] certificate_days:"]),
    (PAGE.replace("https:", "ftp:"), ["[contacts.help] url:", "http or https"]),
    (PAGE.replace("corncrake.example/help", "[corncrake"), ["[contacts.help] url:", "http or https"]),
    ('[contacts.f]\nkind = "form"\nurl = "https://x.example"', ["[contacts.f] field:", "is needed here"]),
    (
        '[contacts.f]\nkind = "phone"\nurl = "https://x.example"\nnumber = "911"',
        ["[contacts.f] number:", "5 digits"],
    ),
    ('[contacts.f]\nkind = "mail"\naddress = "a@b@c.example"', ["[contacts.f] address:", "one mail address"]),
    (
        '[contacts.f]\nkind = "mail"\naddress = "a@c.example,b@c.example"',
        ["[contacts.f] address:", "one mail address"],
    ),
    (f'[contacts."{"x" * 41}"]\nkind = "page"', ["at most 40"]),
    ('[contacts."a\\nb"]\nkind = "page"', ["letters, digits"]),
    ('[contact.help]\nkind = "page"', ["contact:", 'did you mean "contacts"?']),
]


def contacts(folder: Path, text: str) -> tuple[Contact, ...]:
    (folder / FILE).write_text(text, encoding="utf-8")
    return read_contacts(folder)


def test_each_kind_says_what_counts_as_healthy(tmp_path: Path) -> None:
    page, form, phone, mail = contacts(tmp_path, WHOLE)
    assert (page.kind, page.every, page.status) == (ContactKind.PAGE, 1800, 200)
    assert (page.words, page.not_words) == (("Talk to a person",), ("maintenance",))
    assert page.certificate_days == 30
    assert (form.name, form.field, form.sends_to) == ("refund form", "message", "https://forms.example/")
    assert form.every == 6 * 3600
    assert digits(phone.number) == "448004960123"
    assert (mail.where, mail.test_mail) == ("complaints@corncrake.example", True)
    assert (mail.test_every, mail.prove_within) == (7 * 86_400, 2 * 86_400)


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_a_slip_is_named_with_its_place(tmp_path: Path, text: str, told: list[str]) -> None:
    with pytest.raises(PlaybookError) as error:
        contacts(tmp_path, text)
    assert FILE in str(error.value)
    for each in told:
        assert each in str(error.value)


def test_what_ships_names_none_and_shows_how() -> None:
    assert list(load().contacts) == []
    lines = (SHIPPED / FILE).read_text(encoding="utf-8").splitlines()
    said = "\n".join(line[2:] for line in lines if line.startswith(("# [", "# kind", "# url", "# address")))
    assert [each["kind"] for each in tomllib.loads(said)["contacts"].values()] == list(ContactKind)


def test_the_shipped_example_is_not_a_lie(tmp_path: Path) -> None:
    text = (SHIPPED / FILE).read_text(encoding="utf-8")
    head, _, example = text.partition("#\n# [contacts.help]")
    assert head
    lines = (line.removeprefix("#").strip() for line in f"# [contacts.help]{example}".splitlines())
    found = contacts(tmp_path, "\n".join(lines))
    assert [each.kind for each in found] == list(ContactKind)
    assert found[3].test_mail


def test_a_playbook_without_the_file_has_none_and_one_with_a_slip_does_not_load(tmp_path: Path) -> None:
    ours = copied(tmp_path)
    (ours / FILE).unlink()
    assert list(load(ours).contacts) == []
    (ours / FILE).write_text(PAGE + "status = 1", encoding="utf-8")
    with pytest.raises(PlaybookError, match=r"contacts\.toml: \[contacts\.help\] status"):
        load(ours)
