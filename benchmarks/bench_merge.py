"""Merge of many returns into a master: time as a ratio to only reading the same files, and peak memory.

    python benchmarks/bench_merge.py [fiches:returns ...]

For each size (default 300:34, 1000:34 and 1000:342; 1000:3420 takes long) a master of that many fiches is
handed out to parties of 4 fiches each, of which neighbours share one; every return changes 30 fields, and all
are merged in one run. With more returns than parties each party sends again and again.

Printed are the time of the whole merge as the command does it (reading in a pool of processes, deciding,
writing, checking) against only reading the same returns with bare calamine (aim: at most 4) and with openpyxl
(aim: at most 0.25); where that time goes, in one process; and the peak memory of the master's side, in a
process of its own. Growth should follow the returns.
"""

import io
import random
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import openpyxl
from python_calamine import CalamineWorkbook

from actielijst_xl.merging import apply as decided
from actielijst_xl.model.actielijst import make_actielijst
from actielijst_xl.model.document import Lijst, Project, Source, Value
from actielijst_xl.model.field import Rol
from actielijst_xl.model.settings import Settings
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.package.verify import verify
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.retour import examine_retour
from actielijst_xl.templates import data_folder, load_toml, load_vocabulary
from actielijst_xl.usecases import bijwerken, load_settings, rondgang
from actielijst_xl.usecases.inlezen import warmed
from actielijst_xl.usecases.open_master import open_master
from actielijst_xl.usecases.plaats import fitted
from actielijst_xl.writing.actielijst import plan_actielijst
from actielijst_xl.writing.kader import Kader, drop_downs
from actielijst_xl.writing.xlsx import write_workbook

PER_PARTY, EDITS, AFSPRAKEN = 4, 30, 5
STEP = PER_PARTY - 1  # neighbours share a fiche
MOMENT = datetime(2026, 11, 10, 12, 0)  # noqa: DTZ001  (cells have no zone)
T = TypeVar("T")
FASEN = ("Planuitwerkingsfase", "Projectfase", "Realisatiefase")


def settings() -> Settings:
    """The default settings."""
    return load_settings(environ={}, flags={("provincie", "naam"): "Voorbeeldland"})


def parties_of(fiches: int) -> int:
    """Return how many parties a master of this many fiches has: 342 for 1,000."""
    return round(fiches * 342 / 1000)


def build(fiches: int) -> bytes:
    """Return a master of this many fiches; netbeheerder n has fiches 3n to 3n + 3."""
    given: dict[int, list[str]] = defaultdict(list)
    for party in range(parties_of(fiches)):
        for number in range(PER_PARTY):
            given[(STEP * party + number) % fiches].append(f"Netbedrijf {party:04d}")
    projects = []
    for number in range(fiches):
        place = Source(sheet="Lijst", cell=f"A{number + 2}")
        values = {
            "project_id": f"P-{number:04d}",
            "projectnaam": f"Station {number}",
            "projectfase": FASEN[number % 3],
            "gemeente": "Lelystad",
            "netbeheerder": "; ".join(given[number]),
            "omschrijving": f"Nieuw station {number} voor wonen en werken",
            "ibn": 2028 + number % 6,
            "haalbaarheid_ibn": f"Q{number % 4 + 1} {2029 + number % 6}",
        }
        afspraak = {"activiteit": "Overleg over de aansluiting", "planning": "Q3 2027", "status": "Loopt"}
        projects.append(
            Project(
                source=place,
                values={key: Value(raw=raw, source=place) for key, raw in values.items()},
                afspraken=({key: Value(raw=raw, source=place) for key, raw in afspraak.items()},) * AFSPRAKEN,
            )
        )
    own, vocab = settings(), load_vocabulary()
    lijst = make_actielijst(
        Lijst(file="lijst.xlsx", sheet="Lijst", projects=tuple(projects), columns=()),
        (),
        fields=own.fields,
        vocab=vocab,
        provincie="Voorbeeldland",
        peildatum=date(2026, 11, 1),
    )
    kader = Kader(
        actielijst=lijst,
        fields=own.fields,
        vocab=vocab,
        lijsten=drop_downs(lijst, vocab, own.keuzelijsten),
        huis=own.huisstijl,
        teksten=load_toml(data_folder("workbook_templates") / "leeswijzer.toml"),
    )
    return write_workbook(plan_actielijst(kader), own.huisstijl)


def fill(copy: bytes, rng: random.Random) -> bytes:
    """Return a copy with texts filled in."""
    own = settings()
    found = examine_retour(read_grid(copy, "retour.xlsx"), fields=own.fields, data=copy).retour
    texts = ("aanleiding", "doel", "kansen_knelpunten", "voortgang", "resultaat", "aandachtspunten")
    cells = [(row.sheet, c.address) for row in found.rows for key, c in row.cells.items() if key in texts]
    chosen = rng.sample(cells, min(EDITS, len(cells)))
    return apply_edits(copy, [SetCell(sheet=s, cell=a, value=f"Nieuw {rng.random()}") for s, a in chosen])


def prepare(folder: Path, fiches: int, returns: int) -> None:
    """Write the issued master and its returns into a folder."""
    rng = random.Random(1)
    out = rondgang.issue(
        build(fiches),
        "actielijst.xlsx",
        settings=settings(),
        per=(Rol.NETBEHEERDER,),
        moment=MOMENT,
        progress=None,
    )
    (folder / "actielijst.xlsx").write_bytes(out.master)
    copies = list(out.bestanden.values())
    for number in range(returns):
        content = fill(copies[number % len(copies)], rng)
        (folder / f"retour{number:04d}.xlsx").write_bytes(content)


def returns_in(folder: Path) -> list[tuple[str, bytes]]:
    """Read the returns of a folder, as bytes."""
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("retour*.xlsx"))]


def merge(folder: Path) -> tuple[float, int]:
    """Merge the returns of a folder as the command does: seconds, and cells written."""
    returns, own = returns_in(folder), settings()
    data = (folder / "actielijst.xlsx").read_bytes()
    start = time.perf_counter()
    pool = warmed(own, len(returns))
    done = rondgang.merge(data, "actielijst.xlsx", returns, settings=own, moment=MOMENT, executor=pool)
    return time.perf_counter() - start, len(done.result.writes)


def split(folder: Path) -> dict[str, float]:
    """Seconds per step of a merge, one after the other in this process."""
    data, own, steps = (folder / "actielijst.xlsx").read_bytes(), settings(), {}

    def timed(name: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        found = work()
        steps[name] = time.perf_counter() - start
        return found

    opened = timed("open", lambda: open_master(data, "actielijst.xlsx", own))
    returns = returns_in(folder)
    read = timed("read", lambda: [*rondgang.read_retouren(returns, opened, None, ())])
    retouren = [found[0] for found, _ in read if found]
    merged = timed("decide", lambda: decided.merge(opened.state, opened.master.cells, retouren, opened.rules))
    result = fitted(opened, merged)
    edits = timed(
        "plan",
        lambda: [
            *bijwerken.common_edits(opened, result, MOMENT),
            *bijwerken.came_back(opened.master, result, MOMENT),
        ],
    )
    after = timed("patch", lambda: apply_edits(data, edits))
    timed("verify", lambda: verify(data, after, edits))
    return steps


def read_with_calamine(folder: Path) -> float:
    """Seconds that bare calamine needs to read every sheet of the same returns."""
    files = [path.read_bytes() for path in sorted(folder.glob("retour*.xlsx"))]
    start = time.perf_counter()
    for content in files:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    return time.perf_counter() - start


def read_with_openpyxl(folder: Path) -> float:
    """Seconds that openpyxl needs to load the same returns."""
    files = [path.read_bytes() for path in sorted(folder.glob("retour*.xlsx"))]
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for content in files:
            openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return time.perf_counter() - start


def in_own_process(way: str, folder: Path) -> list[str]:
    """Run one way of this script in a process of its own; the words that it prints."""
    command = [sys.executable, __file__, way, str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def measure(fiches: int, returns: int) -> None:
    """Print the lines for one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, fiches, returns)
        calamine, with_openpyxl = read_with_calamine(folder), read_with_openpyxl(folder)
        seconds, cells, peak = in_own_process("--merge", folder)
        whole = float(seconds)
        print(
            f"{fiches:5} fiches {returns:4} returns: {whole:6.2f} s, {int(cells):6} cells, "
            f"{whole / calamine:5.1f} x calamine ({calamine:.2f} s), "
            f"{whole / with_openpyxl:5.2f} x openpyxl ({with_openpyxl:.2f} s), "
            f"{1000 * whole / returns:.0f} ms a return, peak {int(peak) / 1024:.0f} MB",
            flush=True,
        )
        words = in_own_process("--split", folder)
        steps = dict(zip(words[::2], map(float, words[1::2]), strict=True))
        told = ", ".join(f"{step} {took / calamine:.1f}" for step, took in steps.items())
        print(f"      in one process, x calamine: {told}", flush=True)


def main(arguments: list[str]) -> None:
    """Run the sizes asked for."""
    if arguments[:1] == ["--merge"]:
        seconds, cells = merge(Path(arguments[1]))
        print(seconds, cells, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    if arguments[:1] == ["--split"]:
        print(*(word for step in split(Path(arguments[1])).items() for word in step))
        return
    for size in arguments or ["300:34", "1000:34", "1000:342"]:
        fiches, _, returns = size.partition(":")
        measure(int(fiches), int(returns or parties_of(int(fiches))))


if __name__ == "__main__":
    main(sys.argv[1:])
