"""What time alone brings about: the collector does it in each pass, every dashboard with each minute.

Done twice, or by two at once, it is done once.
"""

from datetime import datetime

from casebook.store.store import Store
from desk import copies, redirects, rejudging, traces, watching
from desk.promising import raise_overdue
from desk.reaching import out_of_reach
from desk.waking import wake
from playbooks.playbook import Playbook


def pass_time(store: Store, now: datetime, playbook: Playbook | None = None) -> None:
    """Bring back what was set aside until now, and cases with an overdue promise; forget old keys.

    Args:
        store: Where all of it is.
        now: When.
        playbook: Says when many are a storm, what is urgent, and how long a closed case listens for echoes;
            without it no storm is raised, and none ends.
    """
    if back := wake(store, now):
        rejudging.see_to(store, back)
    raise_overdue(store, now)
    copies.forget_old(store, now)
    redirects.forget_old(store, now)
    traces.catch_up(store)
    traces.forget_old(store, now, playbook.echoes.watch if playbook else traces.WATCH)
    if playbook is not None:
        out_of_reach(store, playbook, now)
        watching.watch(store, playbook, now)
