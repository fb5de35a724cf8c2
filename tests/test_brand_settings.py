"""Brands in the settings, and what a source is listened to for: of every kind, wrong in one sentence."""

from pathlib import Path

import pytest

from desk.settings import load
from tests.test_settings_file import A_FEED, HOME, complaint_about, written

ACME = '[brands.acme]\nwords = ["Acme", "acme.com"]\n'
BETA = '[brands.beta]\nwords = ["Beta Ltd"]\n'
HN = '[sources.hn]\nkind = "hackernews"\n'


def rules(folder: Path, text: str) -> dict[str, str]:
    """What each source is listened to for, by its name."""
    return {each.name: each.rule.name for each in load(written(folder, text), HOME).sources}


def test_a_source_says_which_brands_it_is_listened_to_for_and_what_must_hold_besides(tmp_path: Path) -> None:
    said = f'{ACME}{BETA}{A_FEED}brands = ["acme", "beta"]\nmatch = "refund -praise"\n'
    assert rules(tmp_path, said) == {"b": "acme, beta: refund -praise"}


def test_a_feed_that_names_none_delivers_everything(tmp_path: Path) -> None:
    assert rules(tmp_path, ACME + A_FEED) == {"b": ""}
    assert rules(tmp_path, f'{ACME}{A_FEED}match = "refund"\n') == {"b": "refund"}


def test_a_search_without_words_of_its_own_means_all_brands(tmp_path: Path) -> None:
    assert rules(tmp_path, ACME + BETA + HN) == {"hn": "acme, beta"}
    assert rules(tmp_path, f'{ACME}{BETA}{HN}brands = ["beta"]\n') == {"hn": "beta"}
    assert rules(tmp_path, f'{ACME}{HN}match = "refund"\n') == {"hn": "acme: refund"}
    assert rules(tmp_path, f'{HN}match = "refund"\n') == {"hn": "refund"}
    assert rules(tmp_path, f'{ACME}{HN}query = "acme"\n') == {"hn": ""}


def test_a_brand_says_all_it_may(tmp_path: Path) -> None:
    more = 'misspellings = ["akme"]\nlookalikes = ["acme comics"]\nalso = "-comic*"\n'
    (brand,) = load(written(tmp_path, ACME + more), HOME).brands
    assert (brand.name, brand.words, brand.misspellings) == ("acme", ("Acme", "acme.com"), ("akme",))
    assert (brand.lookalikes, brand.also) == (("acme comics",), "-comic*")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f'{ACME}{A_FEED}brands = ["acne"]\n',
            "[sources.b] brands: 'acne' is no brand; did you mean \"acme\"?",
        ),
        (
            f'{A_FEED}brands = ["acme"]\n',
            "[sources.b] brands: 'acme' is no brand; there is no [brands.acme] table",
        ),
        (f'{A_FEED}brands = "acme"\n', "[sources.b] brands: must be a list, not 'acme'"),
        (f'{A_FEED}brand = ["acme"]\n', '[sources.b] brand: unknown key; did you mean "brands"?'),
        (f'{A_FEED}mach = "x"\n', '[sources.b] mach: unknown key; did you mean "match"?'),
        (
            f'{A_FEED}match = "refund wher:x"\n',
            '[sources.b] match: "refund wher:x": \'wher\' is no field; did you mean "where"? (at 8)',
        ),
        (
            f'{A_FEED}match = "late is:overdue"\n',
            '[sources.b] match: "late is:overdue": is: cannot be asked of what has just come (at 6)',
        ),
        (HN, "[sources.hn] brands: is needed here: no [brands.NAME] table says what to listen for"),
        (
            f'{HN}match = "-refund"\n',
            "[sources.hn] match: says no whole word that every hit holds, so nothing can be searched for",
        ),
        (
            f'[brands.acme]\nwords = ["acme*"]\n{HN}',
            "[sources.hn] brands: says no whole word that every hit holds, so nothing can be searched for",
        ),
        ("brands = 3\n", 'brands: must hold tables such as [brands.acme] with words = ["Acme", "acme.com"]'),
        ("[brands.acme]\n", "[brands.acme] words: is needed here"),
        ("[brands.acme]\nwords = []\n", "[brands.acme] words: must name at least one word"),
        ('[brands.acme]\nwords = ["!!!"]\n', "[brands.acme] words: '!!!' holds no word"),
        (
            f'{ACME}mispellings = ["x"]\n',
            '[brands.acme] mispellings: unknown key; did you mean "misspellings"?',
        ),
        (
            f'{ACME}also = "a NEAR/x b"\n',
            '[brands.acme] also: "a NEAR/x b": NEAR wants a number up to 999, as in NEAR/5 (at 3)',
        ),
        (
            f'{ACME}lookalikes = ["akme comics"]\n',
            "[brands.acme] lookalikes: 'akme comics' holds none of the brand's words, so it excludes nothing",
        ),
    ],
)
def test_every_mistake_names_its_place_and_what_was_meant(tmp_path: Path, text: str, said: str) -> None:
    assert complaint_about(tmp_path, text) == f"settings.toml: {said}"
