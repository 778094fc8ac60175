"""What the gate costs on an honest file, as a ratio to reading that file with bare python-calamine.

Run: python benchmarks/bench_gate.py [rounds]. Prints the best of so many rounds, in milliseconds.
"""

import io
import random
import sys
import time
from collections.abc import Callable

import python_calamine
import xlsxwriter

from actielijst_xl.reading.gate import scan

WORDS = ("netbeheerder", "gemeente", "station", "fiche", "afspraak", "planning", "Q1 2027", "Vlissingen")
SIZES = {
    "10 bladen van 300 cellen": (10, 50),
    "100 bladen van 300 cellen": (100, 50),
    "1 blad van 60.000": (1, 10_000),
}


def honest(sheets: int, rows: int) -> bytes:
    luck, stream = random.Random(1), io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        styles = [
            book.add_format({"border": 1, "text_wrap": True, "font_size": size}) for size in range(8, 28)
        ]
        for n in range(sheets):
            sheet = book.add_worksheet(f"Fiche {n}")
            for row in range(rows):
                sheet.write_number(row, 0, row)
                for column in range(1, 6):
                    text = " ".join(luck.choices(WORDS, k=luck.randint(1, 9)))
                    sheet.write_string(row, column, text, luck.choice(styles))
    return stream.getvalue()


def read(data: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def best_ms(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    print(f"{'bestand':28}{'kB':>7}{'poort ms':>10}{'lezen ms':>10}{'verhouding':>12}")
    for title, (sheets, rows) in SIZES.items():
        data = honest(sheets, rows)
        gate = best_ms(lambda data=data: scan(data, "x.xlsx"), rounds)  # type: ignore[misc]
        bare = best_ms(lambda data=data: read(data), rounds)  # type: ignore[misc]
        print(f"{title:28}{len(data) // 1000:7}{gate:10.1f}{bare:10.1f}{gate / bare:12.2f}")


if __name__ == "__main__":
    main()
