"""Reading as a ratio to bare calamine over the same bytes. Run: python benchmarks/bench_reading.py"""

import io
import time
from collections.abc import Callable

import xlsxwriter
from python_calamine import CalamineWorkbook

from actielijst_xl.reading.grid import read_grid


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
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


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


def main() -> None:
    for title, (data, runs) in CASES.items():
        ours, theirs = compare(data, runs)
        print(
            f"{title:38} {ours * 1000:9.1f} ms  calamine {theirs * 1000:8.1f} ms  ratio {ours / theirs:.2f}"
        )


if __name__ == "__main__":
    main()
