"""Whatever is done to a table, ours and TinyDB's own, in memory, come out alike."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import Query, TinyDB, where
from tinydb.operations import delete, increment
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage
from tinydb.table import Table

from casebook.store.schema import Kind
from casebook.store.sqlite import SQLiteStorage
from casebook.store.tables import Database

FIELDS = st.sampled_from(["a", "b", "deep"])
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from(["", "x", "y", "[1]", "é"]),
    st.floats(-2, 2),
)
VALUES = st.one_of(PLAIN, st.lists(PLAIN, max_size=2), st.dictionaries(FIELDS, PLAIN, max_size=2))
DOCUMENTS = st.dictionaries(FIELDS, VALUES, max_size=3)


def leaf(field: str, value: Any, sign: str) -> QueryInstance:
    path = where(field)
    made: dict[str, Callable[[], QueryInstance]] = {
        "==": lambda: path == value,
        "!=": lambda: path != value,
        "exists": path.exists,
        "one_of": lambda: path.one_of([value, 1, "x"]),
        "any": lambda: path.any([value, 1]),
        "deep": lambda: Query()[field]["a"] == value,
        "test": lambda: path.test(lambda found: str(found) > "b"),
        "matches": lambda: path.matches("x"),
        "fragment": lambda: Query().fragment({field: value}),
    }
    return made[sign]()


SIGNS = st.sampled_from(["==", "==", "!=", "exists", "one_of", "any", "deep", "test", "matches", "fragment"])
QUERIES: st.SearchStrategy[QueryInstance] = st.recursive(
    st.builds(leaf, FIELDS, VALUES, SIGNS),
    lambda inner: st.one_of(
        st.builds(lambda one, other: one & other, inner, inner),
        st.builds(lambda one, other: one | other, inner, inner),
        st.builds(lambda one: ~one, inner),
    ),
    max_leaves=4,
)
IDS = st.integers(1, 12)
CHANGES = st.lists(st.tuples(DOCUMENTS, QUERIES), max_size=3)

Step = Callable[[Table], Any]
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda one, cond: lambda table: table.update(one, cond), DOCUMENTS, QUERIES),
    st.builds(
        lambda one, ids: lambda table: table.update(one, doc_ids=ids), DOCUMENTS, st.lists(IDS, unique=True)
    ),
    st.builds(lambda field: lambda table: table.update(increment(field)), FIELDS),
    st.builds(lambda cond: lambda table: table.remove(cond), QUERIES),
    st.builds(lambda ids: lambda table: table.remove(doc_ids=ids), st.lists(IDS, unique=True, max_size=2)),
    st.builds(lambda changes: lambda table: table.update_multiple(changes), CHANGES),
    st.builds(lambda cond: lambda table: numbered(table.search(cond)), QUERIES),
    st.builds(lambda cond: lambda table: table.count(cond), QUERIES),
    st.builds(lambda cond: lambda table: table.contains(cond), QUERIES),
    st.builds(lambda number: lambda table: table.get(doc_id=number), IDS),
    st.builds(lambda cond: lambda table: table.get(cond), QUERIES),
)


def with_new(documents: st.SearchStrategy[dict[str, Any]], fields: list[str]) -> st.SearchStrategy[Step]:
    """The steps, and those that bring such documents in or take fields out."""
    out = st.sampled_from(fields)
    return st.one_of(
        st.builds(lambda one: lambda table: table.insert(one), documents),
        st.builds(lambda many: lambda table: table.insert_multiple(many), st.lists(documents, max_size=4)),
        st.builds(lambda one, cond: lambda table: table.upsert(one, cond), documents, QUERIES),
        st.builds(lambda field, cond: lambda table: table.update(delete(field), cond), out, QUERIES),
        STEPS,
    )


UNSAID = frozenset({"a", "deep"})
FULL = DOCUMENTS.map(lambda document: {**dict.fromkeys(UNSAID), **document})


def numbered(documents: Any) -> dict[int, Any]:
    """Documents by their ids: TinyDB keeps them in the order of insertion, we in that of the ids."""
    return {document.doc_id: document for document in documents}


def outcome(step: Step, table: Table) -> Any:
    """What a step returns, or the kind of error it raises."""
    try:
        return step(table)
    except Exception as error:  # any: the two are to raise alike
        return type(error)


def come_out_alike(ours: Database, steps: list[Step]) -> None:
    """Do the same to both, and compare after each step."""
    with closing(ours), closing(TinyDB(storage=MemoryStorage)) as theirs:
        for step in steps:
            before = numbered(theirs)
            expected = outcome(step, theirs.table("_default"))
            if isinstance(expected, type):  # TinyDB stops half-way; ours undoes what it had begun
                assert outcome(step, ours.table("_default")) is expected
                assert numbered(ours) == before
                break
            assert outcome(step, ours.table("_default")) == expected
            assert numbered(ours) == numbered(theirs)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(with_new(DOCUMENTS, ["a", "b", "deep"]), max_size=25))
def test_ours_and_tinydbs_tables_come_out_alike(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        come_out_alike(Database(Path(folder, "ours.db"), storage=SQLiteStorage), steps)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(with_new(FULL, ["b"]), max_size=25))
def test_what_is_left_out_of_a_text_while_it_is_none_makes_no_difference(steps: list[Step]) -> None:
    kinds = {"_default": Kind(unsaid=UNSAID)}
    with TemporaryDirectory() as folder:
        come_out_alike(Database(Path(folder, "ours.db"), storage=SQLiteStorage, kinds=kinds), steps)
