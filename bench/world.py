"""What every row of the bench may use: folders, casebooks, homes, and how thorough to be."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from bench import casebook
from bench.home import Home
from bench.peers import Peers
from desk.welcome import welcomed

_MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""


@dataclass
class World:
    """One run of the bench."""

    kept: Path
    """A folder that outlives the run: casebooks and peers."""
    quick: bool = False
    """Whether small sizes and few rounds will do."""
    wanted: int = 0
    """How many rounds somebody asked for; 0 for the usual."""
    peers: Peers = field(init=False)
    _folder: Path = field(init=False)
    _lent: list[Path] = field(default_factory=list, init=False)
    _numbers: "count[int]" = field(default_factory=count, init=False)

    def __post_init__(self) -> None:
        self.peers = Peers(self.kept)
        self.kept.mkdir(parents=True, exist_ok=True)
        self._folder = Path(mkdtemp(prefix="run-", dir=self.kept))

    @property
    def rounds(self) -> int:
        """How often everything is measured in turn."""
        return self.wanted or (2 if self.quick else 5)

    def either(self, full: int, quick: int) -> int:
        """Return a size: the goal's own, or a small one."""
        return quick if self.quick else full

    def folder(self) -> Path:
        """Return a new empty folder."""
        place = self._folder / str(next(self._numbers))
        place.mkdir()
        return place

    def home(self, *, in_memory: bool = False) -> Home:
        """Return a new home; one in memory leaves a slow disk out of it, where there is a place for that."""
        if not in_memory or not _MEMORY.is_dir():
            return Home(self.folder())
        place = Path(mkdtemp(prefix="bench-", dir=_MEMORY))
        self._lent.append(place)
        return Home(place)

    def casebook(self, mentions: int, *, in_queue: float = 0.1) -> Path:
        """Return a store of so many mentions, to be read."""
        return casebook.casebook(self.kept, mentions, in_queue=in_queue)

    def lived_in(self, mentions: int, *, in_queue: float = 0.1, own: bool = False) -> Home:
        """Return a home with settings, whose store holds so many mentions; `own` lends one to write in."""
        home, place = self.home(), self.casebook(mentions, in_queue=in_queue)
        home.settle()
        home.place.parent.mkdir(parents=True)
        welcomed(home.place)
        if own:
            casebook.lend(place, home.place)
        else:
            home.place.symlink_to(place)
        return home

    def close(self) -> None:
        """Remove what was for this run alone."""
        for each in (self._folder, *self._lent):
            shutil.rmtree(each, ignore_errors=True)


def in_turn(rounds: int, works: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Measure several things in turn, so often, and return what each gave; the order turns each time."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        names = list(works) if number % 2 == 0 else list(reversed([*works]))
        for name in names:
            found[name].append(works[name]())
    return found
