"""Cases that are part of another: a link from the part to the one that stands for both, one step deep."""

from tinydb import where

from casebook.case import Case
from casebook.event import Event
from casebook.store.store import Store
from desk import shelf


def survivor(store: Store, case: Case) -> Case:
    """Return the case that stands for this one: itself, or the one it is part of."""
    return case if case.merged_into is None else shelf.case(store, case.merged_into)


def parts_of(store: Store, case: int) -> list[Case]:
    """Return the cases that are part of one."""
    return shelf.records(Case, store.cases.select(where("merged_into") == case, order="+"))


def family(store: Store, case: int) -> list[int]:
    """Return the numbers of a case and of its parts."""
    return [case, *(each.id for each in parts_of(store, case))]


def events_of(store: Store, case: int) -> list[Event]:
    """Return what was done on a case and on its parts, oldest first; how it became a part, or was cut."""
    here = shelf.case(store, case)
    found = [event for each in family(store, case) for event in store.events(case=each)]
    into = {*here.was_part_of, *filter(None, [here.merged_into])}
    found += [event for each in into for event in store.events(case=each) if _changes(event, case)]
    return sorted(found, key=lambda event: event.turn)


def _changes(event: Event, case: int) -> bool:
    return any(each.table == "cases" and each.id == case for each in event.changes)
