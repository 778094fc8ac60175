"""Write-back into a master: time as a ratio to openpyxl load + save, and peak memory.

    python benchmarks/bench_writeback.py [sheets ...]

For each size (default 300 and 1,000 fiches) it sets 100 cells on 30 sheets and adds 10 rows to each of 5
tables. The aim is a ratio of at most 0.1, and a time that hardly grows with the sheets that are not touched.
Peak memory is measured in a process of its own for each way.
"""

import io
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import openpyxl
import xlsxwriter

from actielijst_xl.package.edits import AppendRows, Edit, SetCell
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits, patch

FIELDS, SPARE, REPEATS = 40, 20, 5


def build(sheets: int) -> bytes:
    """Return a master with this many fiches, in the layout of our own."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    head = book.add_format({"bold": True, "bg_color": "#2F5D8A", "font_color": "white"})
    cell = book.add_format({"text_wrap": True, "bg_color": "#FFFBEA", "locked": False, "border": 1})
    headers = [{"header": text} for text in ("Nr", "Activiteit", "Trekker", "Partijen", "Planning", "Status")]
    for number in range(1, sheets + 1):
        sheet = book.add_worksheet(f"{number:04d} Project")
        sheet.write("A1", f"Project {number}", head)
        sheet.set_column("A:C", 30)
        sheet.set_column("D:D", 10, None, {"hidden": True})
        for row in range(3, 3 + FIELDS):
            sheet.write_row(row, 0, [f"Onderdeel {row}", f"Inhoud {row} van project {number}", "Hulp"], cell)
            sheet.write(row, 3, f"veld.{row}")
        first = 5 + FIELDS
        options = {"name": f"Afspraken_{number:04d}", "columns": headers, "autofilter": False}
        sheet.add_table(first, 0, first + SPARE, 5, options)
        for row in range(first + 1, first + 9):
            sheet.write_row(
                row, 0, [row - first, "Overleg over de aansluiting", "Gemeente", "NB", 2027, "Loopt"], cell
            )
        sheet.data_validation(
            first + 1, 5, first + SPARE, 5, {"validate": "list", "source": ["Loopt", "Klaar"]}
        )
        rule = {"type": "text", "criteria": "containing", "value": "Loopt", "format": head}
        sheet.conditional_format(first + 1, 5, first + SPARE, 5, rule)
        chart = book.add_chart({"type": "scatter"})
        name = sheet.get_name()
        chart.add_series(
            {
                "categories": [name, first + 1, 4, first + SPARE, 4],
                "values": [name, first + 1, 0, first + SPARE, 0],
            }
        )
        sheet.insert_chart("H3", chart)
        sheet.protect()
    book.close()
    return buffer.getvalue()


def edits(sheets: int) -> list[Edit]:
    """Return 100 cells on 30 sheets and 10 rows for 5 tables, spread over the workbook."""
    step = sheets // 30
    chosen = [1 + number * step for number in range(30)]
    cells = [
        SetCell(sheet=f"{chosen[n % 30]:04d} Project", cell=f"B{5 + n // 30}", value=f"nieuw {n}")
        for n in range(100)
    ]
    rows = tuple((n, "Nieuwe afspraak", "Gemeente", "NB", 2028, "Loopt") for n in range(10))
    return [*cells, *(AppendRows(table=f"Afspraken_{number:04d}", rows=rows) for number in chosen[:5])]


def best(action, repeats: int) -> float:
    """Return the shortest of some runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def with_openpyxl(package: bytes) -> None:
    """Load, change a cell and save, as a program without a patcher would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(package))
        book.worksheets[0]["B5"] = "nieuw"
        book.save(io.BytesIO())


def peak_mb(way: str, path: Path, sheets: int) -> float:
    """Return the peak memory of one way in a process of its own, above that of its imports."""
    command = [sys.executable, __file__, "--peak", way, str(path), str(sheets)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def high_water_mb() -> float:
    """Return the highest memory of this process so far (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def measure_peak(way: str, path: Path, sheets: int) -> None:
    package, wanted = path.read_bytes(), edits(sheets)
    before = high_water_mb()
    if way == "patch":
        patch(package, wanted)
    else:
        with_openpyxl(package)
    print(high_water_mb() - before)


def report(sheets: int) -> None:
    package, wanted = build(sheets), edits(sheets)
    patched = best(lambda: patch(package, wanted), REPEATS)
    bare = best(lambda: apply_edits(package, wanted), REPEATS)
    other = best(lambda: with_openpyxl(package), 1)
    linted = best(lambda: lint(package), 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "master.xlsx"
        path.write_bytes(package)
        peaks = [peak_mb(way, path, sheets) for way in ("patch", "openpyxl")]
    print(
        f"{sheets} sheets, {len(package) / 1e6:.1f} MB: patch {patched:.3f} s (without checks {bare:.3f} s), "
        f"openpyxl {other:.2f} s, ratio {patched / other:.3f}; "
        f"peak {peaks[0]:.0f} MB against {peaks[1]:.0f} MB; lint of the whole {linted:.2f} s"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        measure_peak(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        for size in [int(text) for text in sys.argv[1:]] or [300, 1000]:
            report(size)
