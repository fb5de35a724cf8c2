"""A list whose parts are read when the first of them is wanted."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

T = TypeVar("T")


class Awaited(Sequence[T]):
    """A list that knows where it comes from, and is read once."""

    def __init__(self, read: Callable[[], Sequence[T]]) -> None:
        self._read = read

    @cached_property
    def _all(self) -> Sequence[T]:
        return self._read()

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """Return one of them, or some."""
        return self._all[index]

    def __iter__(self) -> Iterator[T]:
        """Yield all of them: each verdict goes through some, and to ask for them by number takes longer."""
        return iter(self._all)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all)
