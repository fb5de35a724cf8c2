"""A process that writes to a store until it is killed, and prints what has been acknowledged.

    python -m tests.store_writer PLACE NAME insert|claim

`insert` stores mentions and opens cases on some, by itself and through a scribe. `claim` takes every case it
finds without an owner.
"""

import random
import sys
from itertools import count
from pathlib import Path
from typing import Any

from casebook.store.scribe import Scribe
from casebook.store.store import Store
from tests.store_samples import NOON, a_case, mention


def insert(store: Store, name: str) -> None:
    """Write without end; one line an acknowledgement: the uris that are on disk."""
    chance, numbers, scribe = random.Random(name), count(), Scribe(store)

    def several() -> list[str]:
        """Store some mentions and open a case on the first, in one act."""
        uris = [f"{name}:{next(numbers)}" for _ in range(chance.randint(1, 9))]
        with store.act(name, "case.open", NOON) as act:
            ids = store.mentions.insert_multiple(late(uri, chance.randint(1, 200)) for uri in uris)
            act.case = store.cases.insert(a_case(lead=ids[0]))
            store.mentions.update({"case": act.case}, doc_ids=ids[:1])
        return uris

    while True:
        works = [scribe.write(several) for _ in range(chance.randint(1, 3))]
        for uris in [several(), *(work.result() for work in works)]:
            say(" ".join(uris))


def late(uri: str, times: int) -> dict[str, Any]:
    """The document of a mention of some length."""
    return {**mention(1, "late " * times), "uri": uri}


def claim(store: Store, name: str) -> None:
    """Take what nobody has; one line for each case that was won."""
    say("ready")
    sys.stdin.readline()
    for case in [found.doc_id for found in store.cases]:
        with store.act(name, "case.claim", NOON, case=case):
            found = store.cases.get(doc_id=case)
            won = found is not None and found["owner"] is None
            if won:
                store.cases.update({"owner": name}, doc_ids=[case])
        if won:
            say(str(case))
    store.close()


def say(line: str) -> None:
    """Acknowledge at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {"insert": insert, "claim": claim}[sys.argv[3]](Store(Path(sys.argv[1])), sys.argv[2])
