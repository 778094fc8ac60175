"""Merge of many returns into a master: time as a ratio to only reading the same files, and peak memory.

    python benchmarks/bench_merge.py [fiches[:returns] ...]

For each size (default 300:34 and 300:75) a master of that many fiches is handed out to parties of 4 fiches
each, every party changes 30 fields, and all returns are merged in one run. Printed are the time of the whole
merge (reading, deciding, writing, checking) against only reading the same returns with bare calamine (aim: at
most 4) and with openpyxl (aim: at most 0.25), and its peak memory, measured in a process of its own.
"""

import io
import random
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from datetime import date, datetime
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from actielijst_xl.model.actielijst import make_actielijst
from actielijst_xl.model.document import Lijst, Project, Source, Value
from actielijst_xl.model.field import Rol
from actielijst_xl.model.settings import Settings
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.retour import examine_retour
from actielijst_xl.templates import data_folder, load_toml, load_vocabulary
from actielijst_xl.usecases import load_settings, rondgang
from actielijst_xl.writing.actielijst import plan_actielijst
from actielijst_xl.writing.kader import Kader, drop_downs
from actielijst_xl.writing.xlsx import write_workbook

PER_PARTY, EDITS, AFSPRAKEN = 4, 30, 5
MOMENT = datetime(2026, 11, 10, 12, 0)  # noqa: DTZ001  (cells have no zone)
FASEN = ("Planuitwerkingsfase", "Projectfase", "Realisatiefase")


def settings() -> Settings:
    """The default settings."""
    return load_settings(environ={}, flags={("provincie", "naam"): "Voorbeeldland"})


def build(fiches: int) -> bytes:
    """Return a master of this many fiches; netbeheerder n has fiches 4n to 4n + 3."""
    projects = []
    for number in range(fiches):
        place = Source(sheet="Lijst", cell=f"A{number + 2}")
        values = {
            "project_id": f"P-{number:04d}",
            "projectnaam": f"Station {number}",
            "projectfase": FASEN[number % 3],
            "gemeente": "Lelystad",
            "netbeheerder": f"Netbedrijf {number // PER_PARTY:04d}",
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
    for number, copy in enumerate(list(out.bestanden.values())[:returns]):
        (folder / f"retour{number:04d}.xlsx").write_bytes(fill(copy, rng))


def merge(folder: Path) -> tuple[float, int]:
    """Merge the returns of a folder: seconds, and cells written."""
    returns = [(path.name, path.read_bytes()) for path in sorted(folder.glob("retour*.xlsx"))]
    data, own = (folder / "actielijst.xlsx").read_bytes(), settings()
    start = time.perf_counter()
    done = rondgang.merge(data, "actielijst.xlsx", returns, settings=own, moment=MOMENT)
    return time.perf_counter() - start, len(done.result.writes)


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


def measure(fiches: int, returns: int) -> None:
    """Print one line for one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, fiches, returns)
        count = len(list(folder.glob("retour*.xlsx")))
        calamine, with_openpyxl = read_with_calamine(folder), read_with_openpyxl(folder)
        command = [sys.executable, __file__, "--merge", name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds, cells, peak = done.stdout.split()
        whole = float(seconds)
        print(
            f"{fiches:5} fiches {count:4} returns: {whole:6.2f} s, {int(cells):6} cells, "
            f"{whole / calamine:5.1f} x calamine ({calamine:.2f} s), "
            f"{whole / with_openpyxl:5.2f} x openpyxl ({with_openpyxl:.2f} s), "
            f"peak {int(peak) / 1024:.0f} MB",
            flush=True,
        )


def main(arguments: list[str]) -> None:
    """Run the sizes asked for."""
    if arguments[:1] == ["--merge"]:
        seconds, cells = merge(Path(arguments[1]))
        print(seconds, cells, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    for size in arguments or ["300:34", "300:75"]:
        fiches, _, returns = size.partition(":")
        measure(int(fiches), int(returns or 10_000))


if __name__ == "__main__":
    main(sys.argv[1:])
