"""`amends init`: some questions, one real call to each source, and settings that start the dashboard."""

import os
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from casebook.toml import nearest
from desk.beginning.answers import Answers, flaw_of_languages, languages, listed
from desk.beginning.keeping import TypedKeys, drafted, put_in_place
from desk.beginning.places import PLACES, Table, names_of
from desk.beginning.written import settings_text
from desk.errors import ONLY_LOOKS, Refused
from desk.settings import load, usual_file
from sources.registry import KINDS
from tui.commands.asked import Asked
from tui.commands.choosing import chosen_places, flaw_of_words
from tui.commands.parser import FINE, WORLD
from tui.commands.trying import tried

_HELLO = """\
Some questions, then a settings file. Nothing is written before you say so.
What stands in [ ] is taken when you press Enter; Ctrl+C leaves.
"""


def run(args: Namespace) -> int:
    """Ask, try, show and write.

    Raises:
        Refused: There are settings already, or they cannot be written, or nothing is to be.
    """
    if args.read_only:
        raise Refused(ONLY_LOOKS)
    file = (args.settings or usual_file(os.environ)).expanduser().absolute()
    if file.exists():
        raise Refused(f"{file} is there already: move it away, or say amends --settings FILE init")
    asked, keys = Asked(), TypedKeys(file.parent)
    bases = _bases(args.base)
    try:
        asked.tell(_HELLO)
        answers = _answers(asked)
        sources: Mapping[str, Table] = names_of(chosen_places(asked, answers, keys, bases))
        if sources and not args.no_network:
            sources = _those_that_answer(asked, answers, sources, file)
        if _written(asked, answers, sources, file):
            keys.let_go(sources.values())
            return FINE
    except EOFError:
        pass
    finally:
        keys.take_away()
    asked.tell("\nNothing is written.")
    return WORLD


def _answers(asked: Asked) -> Answers:
    company = asked.line("Your company's name", needed=True)
    responder = asked.line("Your own name, which signs what you do", os.environ.get("USER", ""), needed=True)
    what = "What do people call you? Names, products, web addresses, parted by commas"
    words = asked.line(what, company, needed=True, flaw=flaw_of_words)
    wrong = asked.line("How is that often misspelt? (Enter for none)", flaw=flaw_of_words)
    alike = asked.line("What merely looks like it, and is not you? (Enter for none)", flaw=flaw_of_words)
    what = "In which languages do your customers write? Codes, parted by commas"
    tongues = languages(asked.line(what, _language(), flaw=flaw_of_languages)) or ("en",)
    return Answers(company, responder, listed(words), listed(wrong), listed(alike), tongues)


def _those_that_answer(
    asked: Asked, answers: Answers, sources: Mapping[str, Table], file: Path
) -> Mapping[str, Table]:
    """Ask each source once, and leave those out that do not answer, where the responder says so."""
    with drafted(settings_text(answers, sources), file) as draft:
        silent = tried(asked, load(draft, os.environ).sources)
    if not silent or asked.agreed(f"Keep {', '.join(silent)} all the same?", yes=True):
        return sources
    return {name: table for name, table in sources.items() if name not in silent}


def _written(asked: Asked, answers: Answers, sources: Mapping[str, Table], file: Path) -> bool:
    """Show the settings, write them where the responder says so, and return whether they did."""
    text = settings_text(answers, sources)
    asked.tell(f"\n{text}")
    if not asked.agreed(f"Write this to {file}?", yes=True):
        return False
    with drafted(text, file) as draft:
        load(draft, os.environ)
        put_in_place(draft, file)
    asked.tell(f"Written. Start with: {_start(file)}\nWhat is amiss, if anything: {_start(file)} doctor")
    return True


def _start(file: Path) -> str:
    return "amends" if file == usual_file(os.environ).absolute() else f"amends --settings {file}"


def _language() -> str:
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    found = said.partition("_")[0].partition(".")[0].casefold()
    return found if len(found) == 2 else "en"


def _bases(said: list[str]) -> Mapping[str, str]:
    """Return other addresses of platforms, by kind.

    Raises:
        Refused: One is not written KIND=URL, or its kind has no address of its own.
    """
    pairs = [each.partition("=") for each in said]
    wrong = next((each for each in pairs if not (each[0] and each[2])), None)
    if wrong is not None:
        raise Refused(f"--base {''.join(wrong)}: write KIND=URL, e.g. hackernews=https://mirror.example")
    fixed = next((kind for kind, _, _ in pairs if kind not in with_a_base()), None)
    if fixed is not None:
        raise Refused(
            f"--base {fixed}: {nearest(fixed, with_a_base())}; all other kinds are asked for theirs"
        )
    return {kind: url for kind, _, url in pairs}


def with_a_base() -> list[str]:
    """Return the kinds offered whose settings may name another address of the platform."""
    kinds = (each.kind for each in PLACES)
    return [kind for kind in kinds if any(each.name == "base_url" for each in fields(KINDS[kind].settings))]
