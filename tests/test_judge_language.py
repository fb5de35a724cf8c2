"""Which language a mention is in; what we cannot read is said, and does not sink."""

import pytest

from casebook.kinds import Sort
from playbooks.language import language_of
from playbooks.playbook import load
from playbooks.tokens import Tokens
from tests.costs import growth
from tests.playbook_samples import judged, said, why

PLAYBOOK = load()

SPOKEN = {
    "en": "The night train was cold and there was no breakfast for us.",
    "de": "Der Nachtzug war kalt und es gab für uns kein Frühstück.",
    "fr": "Le train de nuit est froid et nous sommes sans petit déjeuner.",
    "es": "El tren de noche no tiene calefacción y nadie nos dice nada.",
    "it": "Il treno di notte è freddo e non ci sono coperte per tutti.",
    "nl": "De nachttrein is koud en er is geen ontbijt voor ons.",
    "pt": "O trem da noite está frio e não tem café para ninguém.",
    "da": "Nattoget er koldt, og vi har ikke fået morgenmad.",
    "sv": "Nattåget är kallt och vi har inte fått någon frukost.",
    "nb": "Nattoget er kaldt, og vi har ikke fått frokost.",
    "pl": "W pociągu jest zimno i nikt nie odpowiada na nasze pytania.",
    "fi": "Yöjuna on kylmä, eikä kukaan vastaa, miksi se ei kulje.",
    "cs": "Ve vlaku je zima a nikdo nám už nic neřekl.",
    "tr": "Tren çok soğuk ve bu kadar geç, neden kimse cevap vermiyor?",
    "ru": "В поезде холодно, и никто не отвечает.",
    "uk": "У потязі холодно, і ніхто не відповідає.",
    "ja": "夜行列車がとても寒いです",
    "el": "Το τρένο ήταν κρύο",
}


@pytest.mark.parametrize("lang", SPOKEN)
def test_a_language_is_known_by_its_small_words_or_its_letters(lang: str) -> None:
    text = SPOKEN[lang]
    assert language_of(Tokens(text).words, text) == lang
    assert judged(PLAYBOOK, text).lang == lang


@pytest.mark.parametrize("text", ["", "Corncrake!", "404", "@corncrake 7:40 Dunlin Bay", "🚂🚂🚂", "OMG lol"])
def test_where_nothing_tells_nothing_is_said(text: str) -> None:
    assert judged(PLAYBOOK, text).lang is None
    assert "read it yourself" not in why(judged(PLAYBOOK, text))


def test_what_the_source_declares_is_the_language() -> None:
    verdict = judged(PLAYBOOK, said("Corncrake 7:40", lang="pt-BR"))
    assert verdict.lang == "pt-BR"
    assert "in Portuguese: the word lists know little of it, read it yourself" in why(verdict)


def test_english_on_an_account_of_another_language_is_read_all_the_same() -> None:
    verdict = judged(PLAYBOOK, said("There was no heating in the train and it was late again.", lang="de"))
    assert verdict.lang == "de"
    assert "read it yourself" not in why(verdict)


def test_what_we_cannot_read_is_no_noise_that_sinks() -> None:
    verdict = judged(PLAYBOOK, "W pociągu jest zimno i nie ma tu nic ciepłego.")
    assert verdict.sort is Sort.NOISE
    assert verdict.priority == 3
    assert "in Polish: the word lists know little of it, read it yourself" in why(verdict)
    assert judged(PLAYBOOK, "The 7:40 to Dunlin Bay at the platform.").priority is None


def test_a_complaint_in_another_language_is_one_and_says_so() -> None:
    verdict = judged(PLAYBOOK, "Der Zug ist ausgefallen und ich bekomme keine Erstattung.")
    assert verdict.complaint
    assert "in German: the word lists know little of it, read it yourself" in why(verdict)


def test_no_text_takes_long() -> None:
    hostile = "де " * 30_000 + "und " * 20_000

    def work(letters: int) -> str | None:
        return language_of(Tokens(hostile[:letters]).words, hostile[:letters])

    assert growth(work, 2_500, 100_000) < 45
