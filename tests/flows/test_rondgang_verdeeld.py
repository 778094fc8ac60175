"""A merge that reaches more than a hundred fiches is written and checked in more than one process."""

from datetime import date
from functools import cache

import pytest
from flows import rondgang as r
from masters import master, project, settings

from actielijst_xl.model.field import Rol
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits, patch
from actielijst_xl.usecases import rondgang, verdelen
from actielijst_xl.usecases.werkers import Grenzen, Werkers

FICHES, PER_PARTY = 120, 12
NETBEDRIJVEN = [f"Netbedrijf {n:02d}" for n in range(FICHES // PER_PARTY)]
VALUES = ("Meer ruimte nodig", "=1+1", date(2029, 5, 1), 2031)


def own(processen):
    return settings(provincie={"naam": "Voorbeeldland"}, lezen={"processen": processen})


@cache
def issued():
    projects = [
        project(
            f"NH-{n + 1}",
            f"Station {n}",
            rij=n + 2,
            projectfase="Projectfase",
            gemeente="Lelystad",
            netbeheerder=NETBEDRIJVEN[n // PER_PARTY],
            ibn=2030,
            afspraken=({"activiteit": "Overleg", "planning": "Q3 2027", "status": "Loopt"},),
        )
        for n in range(FICHES)
    ]
    return r.issue(master(projects, own=own(1)), per=(Rol.NETBEHEERDER,))


@cache
def returns():
    """A return of each netbedrijf, with a text, a number or a day in each of its fiches."""
    given = []
    for at, naam in enumerate(NETBEDRIJVEN):
        fiches = range(at * PER_PARTY + 1, (at + 1) * PER_PARTY + 1)
        values = {r.veld(n, "kansen_knelpunten"): VALUES[n % 2] for n in fiches}
        values |= {r.rij(n, 1, "planning"): VALUES[2 + n % 2] for n in fiches}
        given.append((f"retour-{at}.xlsx", r.retour(naam, values, issued())))
    return given


def merged(processen):
    return rondgang.merge(
        issued().master, "actielijst.xlsx", returns(), settings=own(processen), moment=r.MOMENT
    )


@pytest.mark.slow
def test_the_master_has_the_same_bytes_however_many_processes_made_it():
    alone, together = merged(1), merged(3)
    assert together.master == alone.master
    assert len({key.fiche for key in alone.result.writes}) == FICHES >= verdelen.ENOUGH
    assert not lint(alone.master)


@pytest.mark.slow
def test_a_process_without_memory_for_its_work_costs_time_and_nothing_else():
    sheets = sorted(
        {plek.sheet for plek in r.read(issued().master).places.values() if "Station" in plek.sheet}
    )
    edits = [r.SetCell(sheet=sheet, cell="AA3", value="x") for sheet in sheets]
    pool = Werkers(1, grenzen=Grenzen(seconden=20, mib=64))
    try:
        after = patch(issued().master, edits, verdelen.spread_over(pool))
    finally:
        pool.shutdown(cancel_futures=True)
    assert after == apply_edits(issued().master, edits)
