"""What officials do to their master is still there after an uitgifte and five merges.

Their changes are made in the XML of the package, so that nothing but the tool under test writes the rest.
"""

import io
import re
import zipfile
from functools import cache

import pytest
import xlsxwriter
from flows import rondgang as r
from masters import parts, sheet_parts

from actielijst_xl.package.lint import lint

NAMESPACES = {"r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}


def packed(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def in_part(data, part, old, new, count=1):
    """The package with a text in one part replaced; it must be there."""
    members = parts(data)
    text = members[part].decode()
    assert re.search(old, text), (part, old)
    members[part] = re.sub(old, new, text, count=count).encode()
    return packed(members)


def on_sheet(data, sheet, old, new):
    return in_part(data, sheet_parts(data)[sheet], old, new)


@cache
def notes_sheet():
    """A sheet of an official: texts, a note, colours and a chart, as another program writes them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Mijn notities")
    sheet.write("A1", "Bellen met Urk")
    sheet.write_row("A2", [1, 2, 3])
    sheet.write_comment("A1", "Vóór vrijdag")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Mijn notities'!$A$2:$C$2"})
    sheet.insert_chart("E2", chart)
    book.close()
    return buffer.getvalue()


def with_own_sheet(data):
    """The master with the sheet of an official in it, with its drawing, chart and note."""
    own, members = parts(notes_sheet()), parts(data)
    moved = {
        "xl/worksheets/sheet1.xml": "xl/worksheets/eigen.xml",
        "xl/worksheets/_rels/sheet1.xml.rels": "xl/worksheets/_rels/eigen.xml.rels",
        "xl/drawings/drawing1.xml": "xl/drawings/eigen.xml",
        "xl/drawings/_rels/drawing1.xml.rels": "xl/drawings/_rels/eigen.xml.rels",
        "xl/drawings/vmlDrawing1.vml": "xl/drawings/eigen.vml",
        "xl/charts/chart1.xml": "xl/charts/eigen.xml",
        "xl/comments1.xml": "xl/eigen_comments.xml",
    }
    links = {
        b"drawings/drawing1.xml": b"drawings/eigen.xml",
        b"vmlDrawing1.vml": b"eigen.vml",
        b"charts/chart1.xml": b"charts/eigen.xml",
        b"../comments1.xml": b"../eigen_comments.xml",
    }
    for name, target in moved.items():
        content = own[name]
        for old, new in links.items():
            content = content.replace(old, new)
        members[target] = content
    sheet = members["xl/worksheets/eigen.xml"].decode()
    sheet = re.sub(
        r'<c r="A1"[^>]*>.*?</c>', '<c r="A1" t="inlineStr"><is><t>Bellen met Urk</t></is></c>', sheet
    ).replace(' tabSelected="1"', "")
    members["xl/worksheets/eigen.xml"] = sheet.encode()
    main = "application/vnd.openxmlformats-officedocument."
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{main}{kind}+xml"/>'
        for part, kind in (
            ("xl/worksheets/eigen.xml", "spreadsheetml.worksheet"),
            ("xl/drawings/eigen.xml", "drawing"),
            ("xl/charts/eigen.xml", "drawingml.chart"),
            ("xl/eigen_comments.xml", "spreadsheetml.comments"),
        )
    )
    vml = f'<Default Extension="vml" ContentType="{main}vmlDrawing"/>'
    known = members["[Content_Types].xml"].decode()
    vml = "" if 'Extension="vml"' in known else vml
    known = re.sub(r"(<Types[^>]*>)", rf"\1{vml}", known).replace("</Types>", f"{types}</Types>")
    members["[Content_Types].xml"] = known.encode()
    rel = f'<Relationship Id="rIdEigen" Type="{NAMESPACES["r"]}/worksheet" Target="worksheets/eigen.xml"/>'
    rels = (
        members["xl/_rels/workbook.xml.rels"].decode().replace("</Relationships>", f"{rel}</Relationships>")
    )
    members["xl/_rels/workbook.xml.rels"] = rels.encode()
    book = members["xl/workbook.xml"].decode()
    entry = '<sheet name="Mijn notities" sheetId="900" r:id="rIdEigen"/></sheets>'
    members["xl/workbook.xml"] = book.replace("</sheets>", entry).encode()
    return packed(members)


def renamed(data, old, new):
    """The master with a sheet renamed, as Excel does it: formulas and names follow, texts do not."""
    members = parts(data)
    for name in members:
        if name.endswith(".xml") and (
            "worksheets/" in name or "charts/" in name or name == "xl/workbook.xml"
        ):
            text = members[name].decode()
            text = text.replace(f"'{old}'!", f"'{new}'!").replace(
                f'<sheet name="{old}"', f'<sheet name="{new}"'
            )
            members[name] = text.encode()
    return packed(members)


def five_merges(data):
    """Hand out, and merge five times: values, a new row, a conflict, its decision, a late resend."""
    out = r.issue(data)
    merged = r.merge(out.master, r.retour(r.LELYSTAD, {r.veld(2, "doel"): "A", r.veld(1, "doel"): "D"}, out))
    merged = r.merge(merged.master, r.retour(r.URK, {r.veld(2, "doel"): "B"}, out))
    merged = r.merge(r.decide(merged.master, {0: ("Eigen tekst", "Van ons")}))
    merged = r.merge(
        merged.master,
        r.retour(r.LIANDER, {r.veld(1, "haalbaarheid_ibn"): 2036, r.rij(1, 3, "activiteit"): "Nieuw"}, out),
    )
    merged = r.merge(
        merged.master, r.retour(r.TENNET, {r.veld(3, "projectfase"): "Planuitwerkingsfase"}, out)
    )
    said = r.shown(merged.master)
    assert said[r.veld(1, "doel")] == "D"
    assert said[r.veld(2, "doel")] == "Van ons"
    assert said[r.veld(1, "haalbaarheid_ibn")] == 2036
    assert said[r.veld(3, "projectfase")] == "Planuitwerkingsfase"
    assert "Nieuw" in said.values()
    assert lint(merged.master) == lint(data)
    return merged.master


def test_an_own_sheet_with_a_note_and_a_chart_keeps_every_byte():
    data = with_own_sheet(r.made())
    before, after = parts(data), parts(five_merges(data))
    own = [name for name in before if "eigen" in name]
    assert len(own) == 7
    assert [name for name in own if after[name] != before[name]] == []
    assert "Mijn notities" in sheet_parts(packed(after))


def test_parts_that_no_merge_asks_for_keep_every_byte():
    before, after = parts(r.made()), parts(five_merges(r.made()))
    places = sheet_parts(r.made())
    untouched = {places["Leeswijzer"], places["Keuzelijsten"]}
    untouched |= {name for name in before if re.search(r"theme|media|drawings/|docProps/app", name)}
    assert [name for name in untouched if after[name] != before[name]] == []


@pytest.mark.parametrize(
    ("sheet", "old", "new"),
    [
        ("Overzicht", r'<col min="2" max="2" width="[\d.]+"', '<col min="2" max="2" width="77.5"'),
        ("Overzicht", r'<col min="3" max="3"', '<col min="3" max="3" hidden="1"'),
        ("Monitoring", r"<sheetPr>", '<sheetPr codeName="Eigen">'),
        ("NH-1 Station Noordkade", r'(<c r="B\d+" )s="\d+"', r'\1s="1"'),
        ("Conflicten", r"<sheetView ", '<sheetView zoomScale="70" '),
        ("NH-2 Kabel Zuid", r"<sheetProtection[^>]*/>", ""),
    ],
)
def test_a_change_of_looks_is_still_there(sheet, old, new):
    data = on_sheet(r.made(), sheet, old, new)
    part = sheet_parts(data)[sheet]
    after = parts(five_merges(data))[part].decode()
    said = parts(data)[part].decode()
    for pattern in (r"<cols>.*?</cols>", r"<sheetPr.*?</sheetPr>", r"<sheetView .*?>", r"<sheetProtection"):
        assert re.findall(pattern, after, re.DOTALL) == re.findall(pattern, said, re.DOTALL)


def test_a_renamed_fiche_is_still_found_and_keeps_its_name():
    data = renamed(r.made(), "NH-1 Station Noordkade", "Ons station")
    merged = five_merges(data)
    assert "Ons station" in sheet_parts(merged)
    assert r.read(merged).bladen["nh-1"] == "Ons station"


def moved(data):
    """The master with its last fiche before its first one."""
    members = parts(data)
    book = members["xl/workbook.xml"].decode()
    first, _, last = re.findall(r'<sheet name="[^"]*" sheetId="[567]"[^>]*/>', book)
    members["xl/workbook.xml"] = book.replace(last, "").replace(first, last + first).encode()
    return packed(members)


def test_a_moved_sheet_stays_where_it_was_put():
    tabs = list(sheet_parts(five_merges(drop_names(moved(drop_names(r.made()))))))
    assert tabs.index("NH-3 Station Haven") < tabs.index("NH-1 Station Noordkade")


def drop_names(data):
    """Without the names that are bound to a place among the tabs: moving one in Excel renumbers them."""
    members = parts(data)
    book = members["xl/workbook.xml"].decode()
    book = re.sub(r"<definedName [^>]*localSheetId[^>]*>.*?</definedName>", "", book)
    members["xl/workbook.xml"] = book.encode()
    return packed(members)


def test_excel_is_asked_to_compute_what_follows_a_change_of_ours():
    saved_by_excel = in_part(r.made(), "xl/workbook.xml", r"<calcPr[^>]*/>", '<calcPr calcId="191029"/>')
    assert 'fullCalcOnLoad="1"' in parts(five_merges(saved_by_excel))["xl/workbook.xml"].decode()
