"""Files by real programs, with everything that officials put in them, pass the gate."""

import io
import shutil
import subprocess

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from actielijst_xl.reading import gate_part, gate_quick
from actielijst_xl.reading.gate import Kind, Limits, Refused, scan
from actielijst_xl.reading.gate_zip import Budget, directory, inflate

TEXTS = [
    "Net > 10 MW & warmte < 5 km",
    "Súdwest-Fryslân 🌬",
    " spaties ",
    "regel 1\nregel 2",
    "=1+1",
    "a\u0301",
]


def by_xlsxwriter(sheets: int = 3, rows: int = 50) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "d-m-yyyy"})
        for n in range(sheets):
            sheet = book.add_worksheet(f"Fiche {n}")
            sheet.merge_range("A1:F1", "Titel", bold)
            for row in range(1, rows):
                sheet.write_row(row, 0, [row, row / 7, TEXTS[row % len(TEXTS)], row % 2 == 0])
                sheet.write_formula(row, 4, f"=A{row + 1}*2", None, row * 2)
                sheet.write_number(row, 5, 46_000 + row, day)
            sheet.write_rich_string("H2", "gewoon ", bold, "vet")
            sheet.write_comment("B3", "Een notitie")
            sheet.write_url("H3", "https://example.org/?a=1&b=2", string="koppeling")
            sheet.data_validation("D2:D50", {"validate": "list", "source": ["ja", "nee"]})
            sheet.conditional_format("A2:A50", {"type": "cell", "criteria": ">", "value": 5, "format": bold})
            sheet.add_table("J1:K5", {"name": f"tabel{n}"})
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": f"='Fiche {n}'!$A$2:$A$9"})
            sheet.insert_chart("M2", chart)
            sheet.set_column("A:XFD", 12)
            sheet.protect()
    return stream.getvalue()


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 40):
        sheet.append([row, TEXTS[row % len(TEXTS) - 2], row / 3, f"=A{row}"])
    sheet.merge_cells("F1:H3")
    sheet["A2"].comment = Comment("notitie", "iemand")
    sheet["A3"].hyperlink = "https://example.org"
    sheet["A1000"] = "na een gat"
    validation = DataValidation(type="list", formula1='"ja,nee"')
    validation.add("B1:B20")
    sheet.add_data_validation(validation)
    book.create_sheet("Leeg")
    book.create_chartsheet("Grafiek")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_by_xlsxwriter_passes() -> None:
    found = scan(by_xlsxwriter(), "x")
    assert (found.kind, found.sheets) == (Kind.XLSX, 3)
    assert found.cells > 3 * 49 * 6


def test_a_workbook_by_openpyxl_passes() -> None:
    found = scan(by_openpyxl(), "x")
    assert (found.kind, found.sheets) == (Kind.XLSX, 3)


def test_the_sheets_of_programs_go_the_quick_way() -> None:
    for data in (by_xlsxwriter(), by_openpyxl()):
        slow = []
        for member in directory(data, "x", Limits()):
            content = inflate(data, member, Budget(left=10**8), "x", Limits())
            if (
                member.name.startswith("xl/worksheets/sheet")
                and b"<row" in content
                and gate_quick.take_bulk(content) is None
            ):
                slow.append(member.name)
        assert slow == []


def test_a_large_but_honest_workbook_passes() -> None:
    found = scan(by_xlsxwriter(sheets=60, rows=40), "groot.xlsx")
    assert found.sheets == 60


def test_the_box_is_the_rectangle_around_filled_cells() -> None:
    box = gate_part.Box()
    assert box.area == 0
    box.add(2, 3)
    box.add(5, 1)
    assert box.area == 12


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The workbook of XlsxWriter as LibreOffice saves it, by extension."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    source = folder / "bron.xlsx"
    source.write_bytes(by_xlsxwriter())
    for ending in ("xlsx", "ods", "xls", "csv", "fods", "html"):
        command = [
            office,
            f"-env:UserInstallation=file://{folder}/profiel",
            "--headless",
            "--convert-to",
            ending,
        ]
        subprocess.run(
            [*command, "--outdir", str(folder / "uit"), str(source)], check=True, capture_output=True
        )
    return {path.suffix[1:]: path.read_bytes() for path in (folder / "uit").iterdir()}


@pytest.mark.libreoffice
@pytest.mark.parametrize(("ending", "sheets"), [("xlsx", 3), ("ods", 3), ("xls", 3), ("csv", None)])
def test_what_libreoffice_saves_passes(converted: dict[str, bytes], ending: str, sheets: int | None) -> None:
    found = scan(converted[ending], "x")
    assert (found.kind, found.sheets) == (Kind(ending), sheets)
    assert found.cells > (0 if ending == "csv" else 800)


@pytest.mark.libreoffice
@pytest.mark.parametrize(("ending", "code"), [("html", "XA-L104"), ("fods", "XA-L109")])
def test_what_libreoffice_saves_as_no_workbook_is_refused(
    converted: dict[str, bytes], ending: str, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        scan(converted[ending], "x")
    assert caught.value.code == code
