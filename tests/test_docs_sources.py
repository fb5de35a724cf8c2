"""docs/sources.md: its example tables are settings amends takes, and the sections stand in their order."""

import re
from pathlib import Path

import pytest

from desk.settings import load
from tests.test_laws import HOUSE

PAGE = (HOUSE / "docs" / "sources.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"(?m)^## (.+)$", PAGE)
BRAND = '[brands.acme]\nwords = ["acme"]\n'


def examples() -> list[str]:
    """Return the examples of all sections."""
    return re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.partition("]")[0].strip("["))
def test_an_example_can_be_followed(tmp_path: Path, example: str) -> None:
    file = tmp_path / "settings.toml"
    wanted = "" if "[brands." in example else BRAND
    file.write_text(wanted + example, encoding="utf-8")
    assert load(file, {"HOME": str(tmp_path), "USER": "dana"})


def test_every_section_says_what_it_gives_and_may() -> None:
    assert sorted(SECTIONS, key=str.lower) == SECTIONS
    for part in PAGE.split("\n## ")[1:]:
        said = [word for word in ("Gives", "Needs", "Limits", "Policy") if f"**{word}**" in part]
        assert said == ["Gives", "Needs", "Limits", "Policy"], part[:40]
        assert part.count("```toml\n") == len(re.findall(r"```toml\n.*?\n```\n", part, re.S)) >= 1, part[:40]
