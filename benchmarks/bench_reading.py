"""Reading as a ratio to bare calamine over the same bytes: workbooks in general, and one return of ours.

    python benchmarks/bench_reading.py

Of a return of four fiches each step is printed as a ratio to only reading its values with bare calamine:
the gate, the grid (also of parts that were inflated before, and of the return as openpyxl saves it), setting
cells aside, the index of cells, finding fiches, tables and rows (that index included), and the way back to
the process that asked. Times are those of the processor, the best of several rounds per file, in turns with
calamine: other programs on the machine change little. At the end the whole return against openpyxl.
"""

import io
import pickle
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import xlsxwriter
from bench_merge import prepare, settings
from python_calamine import CalamineWorkbook

from actielijst_xl.model.decisions import Uitgifte
from actielijst_xl.reading.gate import scan
from actielijst_xl.reading.grid import Grid, read_grid
from actielijst_xl.reading.grid_cells import set_aside
from actielijst_xl.reading.inlezen import Kennis, lees_retour
from actielijst_xl.reading.retour import examine_retour
from actielijst_xl.reading.werkboek_blad import make_blad
from actielijst_xl.usecases.open_master import open_master

FICHES, ROUNDS = 40, 7


def workbook(*, sheets: int, rows: int, cols: int, odd: bool = False) -> bytes:
    """A workbook with text, numbers and formulas; `odd`: a hidden row and an error per sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for number in range(sheets):
        sheet = book.add_worksheet(f"Blad {number}")
        for row in range(rows):
            for col in range(cols):
                if col % 3 == 0:
                    sheet.write_number(row, col, row * col + 0.5 * (row % 2))
                elif col == cols - 1:
                    sheet.write_formula(row, col, "=A1+1", None, 3)
                else:
                    sheet.write_string(row, col, f"tekst {row % 50} {col}")
        if odd:
            sheet.set_row(2, None, None, {"hidden": True})
            sheet.write_formula(3, 1, "=A1/0", None, "#DIV/0!")
    book.close()
    return buffer.getvalue()


def bare(data: bytes) -> None:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for index in range(len(book.sheet_names)):
            book.get_sheet_by_index(index).to_python(skip_empty_area=False)


def seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def compare(data: bytes, runs: int) -> tuple[float, float]:
    """Best time of each; they take turns, so that another program on the machine slows both."""
    pairs = [(seconds(lambda: read_grid(data, "x.xlsx")), seconds(lambda: bare(data))) for _ in range(runs)]
    return min(ours for ours, _ in pairs), min(theirs for _, theirs in pairs)


CASES = {
    "small: 10 sheets x 300 cells": (workbook(sheets=10, rows=30, cols=10), 100),
    "small, with errors and hidden rows": (workbook(sheets=10, rows=30, cols=10, odd=True), 100),
    "large: 2 sheets x 300,000 cells": (workbook(sheets=2, rows=20_000, cols=15), 5),
    "large, with errors and hidden rows": (workbook(sheets=2, rows=20_000, cols=15, odd=True), 5),
}


def returns() -> tuple[list[bytes], Kennis]:
    """Returns of four fiches each, and what has to be known to read them."""
    own = settings()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, FICHES, FICHES)
        opened = open_master((folder / "actielijst.xlsx").read_bytes(), "actielijst.xlsx", own)
        files = [path.read_bytes() for path in sorted(folder.glob("retour*.xlsx"))]
    rounds = [event for event in opened.state.events if isinstance(event, Uitgifte)]
    known = Kennis(
        fields=own.fields,
        nrs={event.id: event.nrs for event in rounds},
        bases={event.id: event.base for event in rounds},
        lijstwaarden=opened.master.lijstwaarden,
    )
    return files, known


def ratio(
    call: Callable[..., object], arguments: Sequence[tuple[object, ...]], files: Sequence[bytes]
) -> float:
    """The best times of a call over all files, as a ratio to those of bare calamine."""
    ours, theirs = [float("inf")] * len(files), [float("inf")] * len(files)
    for _ in range(ROUNDS):
        for at, (given, file) in enumerate(zip(arguments, files, strict=True)):
            start = time.process_time()
            call(*given)
            middle = time.process_time()
            bare(file)
            ours[at] = min(ours[at], middle - start)
            theirs[at] = min(theirs[at], time.process_time() - middle)
    return sum(ours) / sum(theirs)


def inflated(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_openpyxl(data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def saved_by_openpyxl(data: bytes) -> bytes:
    buffer = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(buffer)
    return buffer.getvalue()


def index(grid: Grid) -> None:
    for sheet in grid.sheets:
        make_blad(sheet)


def steps(files: Sequence[bytes], known: Kennis) -> dict[str, float]:
    """Each step of reading a return as a ratio to bare calamine."""

    def examine(grid: Grid, data: bytes) -> object:
        return examine_retour(
            grid,
            fields=known.fields,
            data=data,
            nrs=known.nrs,
            bases=known.bases,
            lijstwaarden=known.lijstwaarden,
        )

    packed = known.packed()
    alone = [(data,) for data in files]
    grids = [read_grid(data, "r.xlsx") for data in files]
    read = [lees_retour(data, "r.xlsx", packed) for data in files]
    sent = [pickle.dumps(one, protocol=5) for one in read]
    others = [saved_by_openpyxl(data) for data in files[:5]]
    return {
        "scan (the gate)": ratio(lambda data: scan(data, "r.xlsx"), alone, files),
        "read_grid": ratio(lambda data: read_grid(data, "r.xlsx"), alone, files),
        "read_grid, of inflated parts": ratio(
            lambda data, parts: read_grid(data, "r.xlsx", parts=parts),
            [(data, inflated(data)) for data in files],
            files,
        ),
        "read_grid, saved by openpyxl": ratio(
            lambda data: read_grid(data, "r.xlsx"), [(data,) for data in others], others
        ),
        "set_aside": ratio(set_aside, [(grid,) for grid in grids], files),
        "make_blad": ratio(index, [(grid,) for grid in grids], files),
        "examine_retour": ratio(examine, list(zip(grids, files, strict=True)), files),
        "whole return (lees_retour)": ratio(lambda data: lees_retour(data, "r.xlsx", packed), alone, files),
        "packing what comes back": ratio(
            lambda one: pickle.dumps(one, protocol=5), [(r,) for r in read], files
        ),
        "unpacking it": ratio(pickle.loads, [(one,) for one in sent], files),
        "openpyxl": ratio(with_openpyxl, alone[:2], files[:2]),
    }


def main() -> None:
    for title, (data, runs) in CASES.items():
        ours, theirs = compare(data, runs)
        print(
            f"{title:38} {ours * 1000:9.1f} ms  calamine {theirs * 1000:8.1f} ms  ratio {ours / theirs:.2f}"
        )
    found = steps(*returns())
    print("\nOne return of four fiches, as a ratio to bare calamine:")
    for title, one in found.items():
        print(f"{title:38} {one:6.2f}")
    whole = found["whole return (lees_retour)"] / found["openpyxl"]
    print(f"whole return : openpyxl                {whole:6.2f}")


if __name__ == "__main__":
    main()
