"""Merge of many returns into a master: time as a ratio to only reading the same files, and peak memory.

    python benchmarks/bench_merge.py [--all] [--in folder] [fiches:returns ...]

For each size (default 1000:34 and 1000:342; `--all` adds 1000:3420, which takes minutes) a master of that
many fiches is handed out to parties of 4 fiches each, of which neighbours share one: 342 parties at 1,000
fiches. Every return changes 30 fields, and all are merged in one run. With more returns than parties each
sends again and again, other fields each time: of 3,420 returns 342 count, and all others are superseded.

Printed are the time of the whole merge as the command does it (reading in a pool of processes, deciding,
writing, checking) against only reading the same returns with bare calamine (aim: at most 4) and with openpyxl
(aim: at most 0.25; of more than 342 returns the first 342 tell), by the clock and in seconds of the processor
(our readers included), all in one run, each in a process of its own, and up to 342 returns the best of two;
where the time goes, in one process; peak memory of the master's side and of all processes together (Linux;
the sum of their peaks); and the growth from size to size. `--in` keeps what was made in a folder, and uses it
again.
"""

import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
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
from actielijst_xl.usecases import retouren as retouren_lezen
from actielijst_xl.usecases.inlezen import warmed
from actielijst_xl.usecases.open_master import open_master
from actielijst_xl.usecases.plaats import fitted
from actielijst_xl.writing.actielijst import plan_actielijst
from actielijst_xl.writing.kader import Kader, drop_downs
from actielijst_xl.writing.xlsx import write_workbook

PER_PARTY, EDITS, AFSPRAKEN = 4, 30, 5
STEP = PER_PARTY - 1  # neighbours share a fiche
MANY = 342
ROUNDS = 2
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


def texts_of(copy: bytes) -> list[tuple[str, str]]:
    """Return where texts can be filled in: sheet and address."""
    found = examine_retour(read_grid(copy, "retour.xlsx"), fields=settings().fields, data=copy).retour
    texts = ("aanleiding", "doel", "kansen_knelpunten", "voortgang", "resultaat", "aandachtspunten")
    return [(row.sheet, c.address) for row in found.rows for key, c in row.cells.items() if key in texts]


def fill(copy: bytes, cells: list[tuple[str, str]], rng: random.Random) -> bytes:
    """Return a copy with texts filled in."""
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
    copies = [(copy, texts_of(copy)) for copy in list(out.bestanden.values())[:returns]]
    for number in range(returns):
        content = fill(*copies[number % len(copies)], rng)
        (folder / f"retour{number:04d}.xlsx").write_bytes(content)


def returns_in(folder: Path) -> list[tuple[str, bytes]]:
    """Read the returns of a folder, as bytes."""
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("retour*.xlsx"))]


def merge(folder: Path) -> tuple[float, float, int, int, int]:
    """Merge the returns of a folder as the command does.

    Returns:
        Seconds by the clock and of the processor, cells written, and peak MB here and of all processes.
    """
    returns, own = returns_in(folder), settings()
    data = (folder / "actielijst.xlsx").read_bytes()
    start = time.perf_counter()
    pool = warmed(own, len(returns))
    done = rondgang.merge(data, "actielijst.xlsx", returns, settings=own, moment=MOMENT, executor=pool)
    took = time.perf_counter() - start
    peaks = list(peaks_mb())
    pool.shutdown()  # only then the system tells what the readers took
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(used.ru_utime + used.ru_stime for used in usage)
    return took, processor, len(done.result.writes), peaks[0], sum(peaks)


def peaks_mb() -> Iterator[int]:
    """Peak memory in MB of this process, then of each process that it started."""
    own = str(os.getpid())
    for status in (Path("/proc/self/status"), *Path("/proc").glob("[0-9]*/status")):
        with suppress(OSError):  # it ended meanwhile
            facts = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            if "self" in status.parts or facts["PPid"].strip() == own:
                yield int(facts["VmHWM"].split()[0]) // 1024


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
    known = retouren_lezen.kennis(opened)
    read = timed("read", lambda: [*retouren_lezen.read_retouren(returns, known, None)])
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


def clocks() -> tuple[float, float]:
    """The clock, and the seconds of the processor."""
    return time.perf_counter(), time.process_time()


def since(start: tuple[float, float]) -> tuple[float, float]:
    """What both say since then."""
    now = clocks()
    return now[0] - start[0], now[1] - start[1]


def read_with_calamine(folder: Path) -> tuple[float, float]:
    """Seconds that bare calamine needs to read every sheet of the same returns."""
    files = [path.read_bytes() for path in sorted(folder.glob("retour*.xlsx"))]
    start = clocks()
    for content in files:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    return since(start)


def read_with_openpyxl(folder: Path) -> tuple[float, float]:
    """Seconds that openpyxl needs to load the same returns; of many the first tell."""
    files = [path.read_bytes() for path in sorted(folder.glob("retour*.xlsx"))]
    share = max(1, len(files) / MANY)
    files = files[:MANY]
    start = clocks()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for content in files:
            openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    took = since(start)
    return took[0] * share, took[1] * share


WAYS: dict[str, Callable[[Path], tuple[float, ...]]] = {
    "--calamine": read_with_calamine,
    "--openpyxl": read_with_openpyxl,
    "--merge": merge,
}


def in_own_process(way: str, folder: Path) -> list[str]:
    """Run one way of this script in a process of its own; the words that it prints."""
    command = [sys.executable, __file__, way, str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def best_of(way: str, folder: Path, returns: int) -> list[float]:
    """The numbers of the quickest of a few runs, each in a process of its own: other work slows some down."""
    runs = [list(map(float, in_own_process(way, folder))) for _ in range(ROUNDS if returns <= MANY else 1)]
    return min(runs)


def measure(fiches: int, returns: int, kept: Path | None) -> float:
    """Print the lines for one size; the seconds of the merge."""
    with tempfile.TemporaryDirectory() as name:
        folder = (kept or Path(name)) / f"{fiches}-{returns}"
        if not folder.exists():
            folder.mkdir(parents=True)
            prepare(folder, fiches, returns)
        calamine, with_openpyxl, merged = (best_of(way, folder, returns) for way in WAYS)
        whole, (cells, peak, together) = merged[:2], (round(number) for number in merged[2:])
        load = " ".join(f"{number:.1f}" for number in os.getloadavg())
        print(f"{fiches} fiches, {returns} returns, {cells} cells (load {load}, {os.cpu_count()} cores)")
        for what, at in (("clock", 0), ("processor", 1)):
            print(
                f"   {what:9}: {whole[at]:6.1f} s = {whole[at] / calamine[at]:5.1f} x calamine "
                f"({calamine[at]:.2f} s), {whole[at] / with_openpyxl[at]:5.2f} x openpyxl "
                f"({with_openpyxl[at]:.1f} s), {1000 * whole[at] / returns:.0f} ms a return"
            )
        print(f"   peak memory {peak} MB, all processes together {together} MB")
        words = in_own_process("--split", folder) if returns <= MANY else []
        steps = ", ".join(
            f"{step} {float(took):.1f}" for step, took in zip(words[::2], words[1::2], strict=True)
        )
        print(f"   seconds in one process: {steps or 'not measured'}", flush=True)
        return whole[0]


def main(arguments: list[str]) -> None:
    """Run the sizes asked for."""
    if arguments[:1] and arguments[0] in WAYS:
        print(*WAYS[arguments[0]](Path(arguments[1])))
        return
    if arguments[:1] == ["--split"]:
        print(*(word for step in split(Path(arguments[1])).items() for word in step))
        return
    kept = Path(arguments[arguments.index("--in") + 1]) if "--in" in arguments else None
    sizes = [word for word in arguments if ":" in word] or ["1000:34", "1000:342"]
    sizes += ["1000:3420"] if "--all" in arguments else []
    before = 0.0
    for size in sizes:
        fiches, _, returns = size.partition(":")
        took = measure(int(fiches), int(returns), kept)
        if before:
            print(f"   {took / before:.1f} x the time of the size before", flush=True)
        before = took


if __name__ == "__main__":
    main(sys.argv[1:])
