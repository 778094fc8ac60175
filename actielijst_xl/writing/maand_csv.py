"""The monthly extract as CSV for Power BI and Power Query, with a `datapackage.json` that describes it.

One folder per table, one file per month: UTF-8 with BOM, `;`, CRLF, a header of snake_case names. Texts stand
between quotes, so that a program can tell them from numbers and days; days are ISO (2026-11-01), truth values
`true` and `false`, numbers whole, without a separator for thousands. Blank is nothing between two separators.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date

from actielijst_xl.model.maand import SCHEMA_VERSIE, Cel, MaandRij
from actielijst_xl.model.maand_cijfers import KERNCIJFERS
from actielijst_xl.model.maand_extract import Extract
from actielijst_xl.model.maand_velden import TABELLEN, MaandTabel
from actielijst_xl.writing.maand_datapackage import DEFINITIES, datapackage
from actielijst_xl.writing.maand_tekst import clean_text

# What a spreadsheet program may take for a formula: OWASP's list, also after white space or an apostrophe.
FORMULA = re.compile(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def csv_files(extract: Extract, *, eerdere: Sequence[str] = (), apostrof: bool = True) -> dict[str, bytes]:
    """Return the files of the CSV set by their path, with `/` between folder and file.

    Args:
        extract: The month.
        eerdere: Months of which the files stand in the folder already; the datapackage lists them too.
        apostrof: Put an apostrophe before a text that looks like a formula.
    """
    maand = extract.nu.maand
    rows = extract.tabellen()
    files = {
        csv_path(tabel, maand): csv_table(tabel, rows[tabel.key], apostrof=apostrof) for tabel in TABELLEN
    }
    files[DEFINITIES] = _definities(apostrof=apostrof)
    files["datapackage.json"] = _json(datapackage(extract.nu, sorted({*eerdere, maand}), apostrof=apostrof))
    return files


def csv_path(tabel: MaandTabel, maand: str) -> str:
    """Where the rows of a month stand: `projecten/projecten_2026-11.csv`."""
    return f"{tabel.key}/{tabel.key}_{maand}.csv"


def csv_table(tabel: MaandTabel, rows: Iterable[MaandRij], *, apostrof: bool = True) -> bytes:
    """One table as the bytes of a CSV file."""
    keys = [kolom.key for kolom in tabel.kolommen]
    return _lines(keys, ([getattr(row, key) for key in keys] for row in rows), apostrof=apostrof)


def _definities(*, apostrof: bool) -> bytes:
    """What each key figure is called and counts; it is of no month."""
    heads = ("kerncijfer", "label", "groep", "definitie", "gunstig", "op_energyboard", "schema_versie")
    rows = (
        (k.key, k.label, k.groep.value, k.definitie, k.gunstig.value, k.kop, SCHEMA_VERSIE)
        for k in KERNCIJFERS
    )
    return _lines(heads, rows, apostrof=apostrof)


def _lines(heads: Iterable[str], rows: Iterable[Iterable[Cel]], *, apostrof: bool) -> bytes:
    lines = [
        ";".join(heads),
        *(";".join(csv_cell(value, apostrof=apostrof) for value in row) for row in rows),
    ]
    return b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def csv_cell(value: Cel, *, apostrof: bool = True) -> str:
    """One value as it stands in a CSV file.

    Args:
        value: The value; None and "" are blank.
        apostrof: Put an apostrophe before a text that looks like a formula.
    """
    match value:
        case None | "":
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            return '"' + _disarmed(clean_text(str(value)), apostrof=apostrof).replace('"', '""') + '"'


def _disarmed(text: str, *, apostrof: bool) -> str:
    return f"'{text}" if apostrof and FORMULA.match(text) else text


def rearmed(text: str) -> str:
    """The text as it was before `csv_cell` put an apostrophe before it; for who reads the files."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
