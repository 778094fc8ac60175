"""A target for coverage-guided fuzzing, where atheris is installed (Linux): the gate, in one process.

    pip install atheris
    python tests/fuzz/atheris_doel.py -max_total_time=45

Only the gate: it is plain Python and must never raise anything but a refusal. The readers behind it are
compiled and may end the process, so they are fuzzed on the pool (`test_elke_byte.py`).
"""

import sys
from contextlib import suppress
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

with atheris.instrument_imports(include=["actielijst_xl.reading"]):
    from actielijst_xl.reading.gate import Limits, Refused, scan, unpack

from tests import hostile  # noqa: E402

LIMITS = Limits(file_mib=1, inflated_mib=2, member_mib=2, xml_elements=20_000)
PARTS = (
    *(hostile.SHEET1, hostile.STRINGS, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
    "[Content_Types].xml",
)


def look(data: bytes) -> None:
    """Look at bytes as they are, as a stream of an .xls, and as one part of a workbook."""
    choice, body = data[:1], data[1:]
    made = {
        b"x": lambda: hostile.compound({"Workbook": hostile.biff() + body[:4_000]}),
        b"p": lambda: hostile.xlsx({PARTS[len(body) % len(PARTS)]: body}),
    }
    content = made.get(choice, lambda: data)()
    with suppress(Refused):
        scan(content, "x.xlsx", LIMITS)
    with suppress(Refused):
        unpack(content, "x.zip", LIMITS)


if __name__ == "__main__":
    atheris.Setup(sys.argv, look)
    atheris.Fuzz()
