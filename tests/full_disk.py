"""A disk that is full, as far as the writer of a store can see."""

from casebook.store.store import Store


def full_disk(store: Store) -> None:
    """Let the writer's connection see a full disk."""
    pages = store.engine.ask("PRAGMA page_count")[0][0]
    store.engine.ask(f"PRAGMA max_page_count = {pages}")


def room_again(store: Store) -> None:
    """Let it see room."""
    store.engine.ask("PRAGMA max_page_count = 1000000")
