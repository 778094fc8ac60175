"""Damaged bytes are refused with a reason or read; never a traceback. An .xls needs the gate first."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actielijst_xl.errors import InputError
from actielijst_xl.reading.grid import read_grid
from tests.workbooks import Formula, raw_xlsx_parts, xlsx, zipped

_NS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = f"""<office:document-content xmlns:office="{_NS}:office:1.0" xmlns:table="{_NS}:table:1.0"
 xmlns:text="{_NS}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Blad">
<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"
 table:number-rows-spanned="1"><text:p>Nr</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell table:formula="of:=A1"/>
<table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""
ODS = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": _ODS,
    "META-INF/manifest.xml": "",
}


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


PACKAGES = [
    parts_of(xlsx([["Nr", "Naam", Formula("=Z1", "#REF!")], [1, "x", 2.5]], hidden_rows=[2])),
    raw_xlsx_parts(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>', strings="<si><t>a</t></si>"
    ),
    {name: text.encode() for name, text in ODS.items()},
]


def test_an_ods_tells_hidden_merged_and_unreadable_cells():
    sheet = read_grid(zipped(ODS), "a.ods").sheets[0]
    assert sheet.rows == [["Nr", None], [None, 2]]
    assert sheet.merged == (((0, 0), (0, 1)),)
    assert (sheet.hidden_rows, sheet.hidden_cols) == ({1}, {0, 1})
    assert sheet.unreadable == {(1, 0): "formule zonder waarde"}


def test_an_ods_with_a_password_is_named_as_such():
    manifest = f'''<manifest:manifest xmlns:manifest="{_NS}:manifest:1.0"><manifest:file-entry
    manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'''
    with pytest.raises(InputError) as caught:
        read_grid(zipped({**ODS, "content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest}), "a.ods")
    assert caught.value.code == "XA-L151"


def read_or_refuse(data):
    with contextlib.suppress(InputError):
        read_grid(data, "lijst.xlsx")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([zipped(parts) for parts in PACKAGES]), st.data())
def test_bytes_changed_anywhere_in_the_file_never_give_a_traceback(data, draw):
    damaged = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 5))):
        damaged[draw.draw(st.integers(0, len(damaged) - 1))] = draw.draw(st.integers(0, 255))
    read_or_refuse(bytes(damaged[: draw.draw(st.sampled_from([None, None, None, len(data) // 2]))]))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PACKAGES), st.data())
def test_text_changed_anywhere_in_a_part_never_gives_a_traceback(parts, draw):
    name = draw.draw(st.sampled_from(sorted(name for name in parts if parts[name])))
    part = parts[name]
    at = draw.draw(st.integers(0, len(part) - 1))
    gone = draw.draw(st.integers(0, 20))
    put = draw.draw(
        st.sampled_from([b"", b"<", b">", b'"', b"0", b"-1", b"99999999999", b"x", b"&", b"\0", b" "])
    )
    read_or_refuse(zipped({**parts, name: part[:at] + put + part[at + gone :]}))


def test_a_sheet_that_is_nothing_but_one_cell_is_no_crash():
    sheet = '<c xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" t="e"><v>#SPILL!</v></c>'
    parts = raw_xlsx_parts('<sheetData><row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row></sheetData>')
    [name] = [name for name in parts if name.startswith("xl/worksheets/")]
    read_or_refuse(zipped({**parts, name: sheet.encode()}))


def test_a_cell_within_a_cell_is_no_crash():
    inner = '<c r="A1"><v>1</v><c t="e"><v>#SPILL!</v></c></c><c r="B1" t="e"><v>#SPILL!</v></c>'
    read_or_refuse(zipped(raw_xlsx_parts(f'<sheetData><row r="1">{inner}</row></sheetData>')))
