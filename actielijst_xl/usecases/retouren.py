"""Returns, read while the master is still being opened.

A master of a thousand fiches takes seconds to open; what has to be known to read a return stands on two of
its sheets. So another process looks at these while the master passes the gate here, reading begins in other
processes, and the whole master is opened here in the meantime. Should the whole master then say something
else, all returns are read again.
"""

from collections.abc import Iterator, Sequence, Set
from concurrent.futures import Executor
from dataclasses import replace
from typing import TypeAlias

from actielijst_xl.errors import ActielijstError
from actielijst_xl.model.decisions import Retour, Uitgifte
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.settings import Settings
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.inlezen import Kennis, lees_retour
from actielijst_xl.reading.werkboek_blad import form
from actielijst_xl.usecases.inlezen import Lopend, run_all, toegang_for
from actielijst_xl.usecases.open_master import OpenMaster, glance, let_in, opened
from actielijst_xl.usecases.werkers import Werkers

Offered: TypeAlias = Sequence[tuple[str, bytes]]
"""(file name, bytes) of each return, in order of intake."""

Gelezen: TypeAlias = tuple[Retour, tuple[Finding, ...]]
Outcomes: TypeAlias = Iterator[tuple[Gelezen | None, ActielijstError | None]]


def open_and_read(
    data: bytes,
    name: str,
    retouren: Offered,
    *,
    settings: Settings,
    executor: Executor | None,
    wachtwoorden: Sequence[str],
) -> tuple[OpenMaster, Outcomes]:
    """Open a master, and read every return or say why not, in the order in which they were offered.

    Arguments and errors as `rondgang.merge`.
    """
    if executor is None or not retouren:
        let_in(data, name, settings)
        early = None
    else:
        early = _early(data, name, settings=settings, executor=executor, wachtwoorden=wachtwoorden)
    reading = read_retouren(retouren, early, executor) if early else None
    master = opened(data, read_grid(data, name), settings)
    known = kennis(master, wachtwoorden)
    if not (reading and early and _same(early, known)):
        if reading:
            reading.cancel()
        reading = read_retouren(retouren, known, executor)
    return master, _without_captions(reading, master.master.opschriften)


def _without_captions(outcomes: Outcomes, opschriften: Set[str]) -> Outcomes:
    """Leave out labels and headers that stand in the master as well: nobody typed those into a return.

    They are told as text of a return when the settings name them otherwise by now than when they were issued.
    """
    for found, error in outcomes:
        if found and found[0].loose:
            typed = tuple(x for x in found[0].loose if x.opmerking or form(x.text) not in opschriften)
            yield (replace(found[0], loose=typed), found[1]), error
        else:
            yield found, error


def _early(
    data: bytes, name: str, *, settings: Settings, executor: Executor, wachtwoorden: Sequence[str]
) -> Kennis | None:
    """Let a master in, and look at it elsewhere; None where that failed: opening it as a whole will tell."""
    work = [name], first_look, [(data, name, settings, tuple(wachtwoorden))]
    may_be_lost = isinstance(executor, Werkers)  # only then before it passed the gate
    look = run_all(executor, *work) if may_be_lost else None
    let_in(data, name, settings)
    return next(look or run_all(executor, *work))[0]


def first_look(data: bytes, name: str, settings: Settings, wachtwoorden: Sequence[str]) -> Kennis:
    """What a first look at a master says; before it passed the gate only in a process that may be lost."""
    return kennis(glance(data, name, settings), wachtwoorden)


def kennis(master: OpenMaster, wachtwoorden: Sequence[str] = ()) -> Kennis:
    """What has to be known to read a return to this master."""
    rounds = [event for event in master.state.events if isinstance(event, Uitgifte)]
    return Kennis(
        fields=master.settings.fields,
        toegang=toegang_for(master.settings, wachtwoorden),
        nrs={event.id: event.nrs for event in rounds},
        bases={event.id: event.base for event in rounds},
        lijstwaarden=master.master.lijstwaarden,
        actielijst=master.master.actielijst,
    )


def _same(early: Kennis, known: Kennis) -> bool:
    return early.fields.all == known.fields.all and replace(early, fields=known.fields) == known


def read_retouren(retouren: Offered, known: Kennis, executor: Executor | None) -> Lopend[Gelezen]:
    """Read returns with what is known, in processes of the executor; without one here, one by one."""
    names, packed = [file for file, _ in retouren], known.packed()
    return run_all(executor, names, lees_retour, [(content, file, packed) for file, content in retouren])
