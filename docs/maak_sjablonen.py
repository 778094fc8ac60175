"""Make the Word templates that come with the program: energyboard.docx and hoofddocument.docx.

    python docs/maak_sjablonen.py

A .docx can't be reviewed; this script can. A province takes the templates as a start and edits them in Word.
Needs python-docx, which the extra `word` brings. The same script gives the same bytes; a test compares them.
"""

import io
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from actielijst_xl.templates import load_defaults
from actielijst_xl.writing.maand_sjabloon import with_fixed_times

TARGET = Path(__file__).parents[1] / "workbook_templates"
DAG = datetime(2026, 11, 1)  # noqa: DTZ001
HUIS: dict[str, str] = {key: str(value) for key, value in load_defaults()["huisstijl"].items()}  # type: ignore[attr-defined]
MARGIN = Cm(1.5)


def rgb(naam: str) -> RGBColor:
    """A colour of the house style."""
    return RGBColor.from_string(HUIS[naam].lstrip("#"))


def new_document(titel: str) -> Doc:
    """An empty A4 in the house style."""
    doc = Document()
    page = doc.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = MARGIN
    page.top_margin, page.bottom_margin = Cm(1.3), Cm(1.3)
    page.header_distance = page.footer_distance = Cm(0.6)
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = HUIS["lettertype"], Pt(9), rgb("tekst")
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    normal.element.get_or_add_rPr().append(language)
    for name, size, before in (("Title", 18, 0), ("Heading 1", 12, 9), ("Heading 2", 10, 6)):
        style = doc.styles[name]
        style.font.name, style.font.size, style.font.bold = HUIS["lettertype"], Pt(size), True
        style.font.color.rgb = rgb("inkt")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(3)
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
    doc.core_properties.title, doc.core_properties.author = titel, "xl-actielijst"
    doc.core_properties.created = doc.core_properties.modified = DAG
    doc.core_properties.last_modified_by, doc.core_properties.comments = "", ""
    doc.core_properties.language = "nl-NL"
    return doc


def footer(doc: Doc, text: str) -> None:
    """A footer with text and the number of the page."""
    paragraph = doc.sections[0].footer.paragraphs[0]
    run = paragraph.add_run(f"{text} – pagina ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    for part in (run,):
        part.font.size, part.font.color.rgb = Pt(8), rgb("hulp")


def small(doc: Doc, text: str) -> Paragraph:
    """A line of help text."""
    paragraph = doc.add_paragraph()
    run = paragraph.add_run(text)
    run.italic, run.font.size, run.font.color.rgb = True, Pt(8), rgb("hulp")
    return paragraph


def code(doc: Doc, text: str) -> None:
    """A paragraph that holds a code and is gone from the document itself: `{%p if vragen %}`."""
    doc.add_paragraph(f"{{%p {text} %}}")


def or_else(doc: Doc, text: str) -> None:
    """What stands there when the list of the table above is empty."""
    code(doc, "else")
    small(doc, text)
    code(doc, "endif")


def only_if(doc: Doc, condition: str, text: str) -> None:
    """A line of help text that is left out unless a condition holds."""
    code(doc, f"if {condition}")
    small(doc, text)
    code(doc, "endif")


def table(doc: Doc, widths: Sequence[float], heads: Sequence[str], omschrijving: str) -> Table:
    """A table with a header that is repeated on every page, and alt text.

    Args:
        doc: The document.
        widths: Widths of the columns in centimetres.
        heads: The headers.
        omschrijving: What the table holds, for a screen reader.
    """
    made = doc.add_table(rows=1, cols=len(widths))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    properties = made._tbl.tblPr
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), "108")  # the margin of a cell: its border stands where the text of a heading begins
    indent.set(qn("w:type"), "dxa")
    properties.insert(list(properties).index(properties.find(qn("w:tblLayout"))), indent)
    for tag, text in (("w:tblCaption", heads[0]), ("w:tblDescription", omschrijving)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), text)
        properties.append(element)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", HUIS["rand"][1:])):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.insert(list(properties).index(properties.find(qn("w:tblLayout"))), borders)
    grid = made._tbl.tblGrid
    for column, width in zip(grid.gridCol_lst, widths, strict=True):
        column.w = Cm(width)
    for cell, head, width in zip(made.rows[0].cells, heads, widths, strict=True):
        fill(cell, head, width, bold=True, color="wit", shade="kop")
    header = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(header)
    return made


def fill(
    cell: _Cell, text: str, width: float, *, bold: bool = False, color: str = "tekst", shade: str = ""
) -> None:
    """Write one cell."""
    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.color.rgb = bold, Pt(8), rgb(color)
    if shade:
        shading = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", HUIS[shade][1:])):
            shading.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shading)


def loop(made: Table, widths: Sequence[float], lijst: str, cells: Sequence[str], *, bold: int = 0) -> None:
    """Add the three rows that repeat a row for each item of a list.

    Args:
        made: The table.
        widths: Widths of the columns in centimetres.
        lijst: Name of the list.
        cells: What stands in each cell.
        bold: Column of which the text is bold.
    """
    for tag in (f"{{%tr for rij in {lijst} %}}", "", "{%tr endfor %}"):
        row = made.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if tag:
            fill(row.cells[0], tag, widths[0])
            continue
        for at, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
            fill(cell, text, width, bold=at == bold, shade="vast" if at == bold else "")


def head(doc: Doc, titel: str, onder: str) -> None:
    """Title and the line under it."""
    doc.add_paragraph(titel, style="Title")
    paragraph = doc.add_paragraph()
    run = paragraph.add_run(onder)
    run.font.color.rgb, run.font.size = rgb("hulp"), Pt(10)


def energyboard() -> Doc:
    """The one-pager for the energyboard."""
    doc = new_document("Monitor energyboard")
    head(doc, "Monitor energyboard {{ maand }}", "{{ titel }} · stand {{ stand }} · {{ vergeleken }}")
    only_if(doc, "met_namen", "Met persoonsnamen: alleen voor intern gebruik.")
    footer(doc, "{{ titel }} – pMIEK-monitor {{ maand }}")
    doc.add_paragraph("In het kort", style="Heading 1")
    widths = (8.0, 2.0, 2.6, 3.2, 2.2)
    heads = ("Kerncijfer", "Nu", "{{ toen }}", "Verschil", "Eerste versie")
    made = table(doc, widths, heads, "Kerncijfers: nu, toen en het verschil met teken en woord.")
    cells = ("{{ rij.naam }}", "{{ rij.nu }}", "{{ rij.toen }}", "{{ rij.verschil }}", "{{ rij.begin }}")
    loop(made, widths, "kerncijfers", cells)
    _jaren(doc)
    _gevraagd(doc)
    _veranderd(doc)
    _te_laat(doc)
    return doc


def _jaren(doc: Doc) -> None:
    """The years stand beside each other: a table that repeats cells instead of rows."""
    doc.add_paragraph("Haalbare inbedrijfname (IBN): projecten per jaar", style="Heading 1")
    lines = (("Jaar", "jaar"), ("Nu", "nu"), ("{{ toen }}", "toen"))
    width = 4.5  # equal widths: docxtpl divides the whole over as many columns as there are years
    made = table(doc, [width] * 4, ("Jaar", "", "", ""), "Aantal projecten per jaar van de haalbare IBN.")
    for at, (label, naam) in enumerate(lines):
        row = made.rows[0] if not at else made.add_row()
        codes = (label, "{%tc for rij in ibn_jaren %}", f"{{{{ rij.{naam} }}}}", "{%tc endfor %}")
        for col, (cell, text) in enumerate(zip(row.cells, codes, strict=True)):
            cell.paragraphs[0].clear()
            color, shade = ("wit", "") if not at else ("tekst", "vast" if not col else "")
            fill(cell, text, width, bold=not at or not col, color=color, shade=shade)
            cell._tc.tcPr.remove(cell._tc.tcPr.tcW)


def _gevraagd(doc: Doc) -> None:
    doc.add_paragraph("Gevraagd van het energyboard", style="Heading 1")
    code(doc, "if vragen")
    widths = (2.3, 3.3, 1.7, 1.8, 1.6, 4.6, 2.7)
    heads = ("Project", "Projectnaam", "Oordeel", "IBN", "Sinds", "Vraag", "Wie trekt")
    made = table(doc, widths, heads, "De open vragen aan het energyboard, de oudste eerst.")
    cells = (
        *("{{ rij.project }}", "{{ rij.naam }}", "{% cellbg rij.kleur %}{{ rij.oordeel }}", "{{ rij.ibn }}"),
        *("{{ rij.sinds }}", "{{ rij.vraag }}", "{{ rij.trekker }}"),
    )
    loop(made, widths, "vragen", cells)
    or_else(doc, "Deze maand vraagt niemand iets van het energyboard.")
    only_if(doc, "rest_vragen", "Nog {{ rest_vragen }}: zie de werkmap van deze maand, blad Vragen.")


def _veranderd(doc: Doc) -> None:
    doc.add_paragraph("Veranderd", style="Heading 1")
    code(doc, "if veranderd")
    widths = (2.3, 3.5, 1.9, 1.9, 1.6, 4.2, 2.6)
    heads = ("Project", "Projectnaam", "Was", "Is nu", "Verschil", "Wat, en waarom", "Bron")
    made = table(doc, widths, heads, "Verschoven inbedrijfnames en andere wijzigingen, de grootste eerst.")
    cells = (
        *("{{ rij.project }}", "{{ rij.naam }}", "{{ rij.was }}", "{{ rij.nu }}", "{{ rij.verschil }}"),
        *("{{ rij.wat }}{% if rij.reden %}: {{ rij.reden }}{% endif %}", "{{ rij.bron }}"),
    )
    loop(made, widths, "veranderd", cells)
    or_else(doc, "Er is niets veranderd, of er is nog niets om mee te vergelijken.")
    only_if(doc, "rest_veranderd", "Nog {{ rest_veranderd }}: zie de bladen Verschuivingen en Wijzigingen.")


def _te_laat(doc: Doc) -> None:
    doc.add_paragraph("Afspraken over de planning heen", style="Heading 1")
    code(doc, "if te_laat")
    widths = (2.0, 4.1, 1.9, 1.5, 2.0, 3.1, 3.4)
    heads = ("Afspraak", "Activiteit", "Planning", "Weken", "Status", "Trekker", "Project")
    made = table(doc, widths, heads, "Open afspraken waarvan de planning voorbij is, de langste eerst.")
    cells = (
        *("{{ rij.afspraak }}", "{{ rij.activiteit }}", "{{ rij.planning }}", "{{ rij.weken }}"),
        *("{{ rij.status }}", "{{ rij.trekker }}", "{{ rij.naam }}"),
    )
    loop(made, widths, "te_laat", cells)
    or_else(doc, "Geen enkele afspraak is over de planning heen.")
    only_if(doc, "rest_te_laat", "Nog {{ rest_te_laat }}: zie blad Afspraken.")


def hoofddocument() -> Doc:
    """The Hoofddocument of the provinciale uitvoeringsaanpak."""
    doc = new_document("Hoofddocument provinciale uitvoeringsaanpak")
    head(doc, "Provinciale uitvoeringsaanpak", "Hoofddocument · {{ titel }} · stand {{ stand }}")
    only_if(doc, "met_namen", "Met persoonsnamen: alleen voor intern gebruik.")
    footer(doc, "{{ titel }} – Hoofddocument uitvoeringsaanpak")
    doc.add_paragraph("1  Aantal en type projecten", style="Heading 1")
    doc.add_paragraph(
        "De actielijst telt {{ aantal_projecten }} projecten: {{ aantal_fiches }} met een fiche en "
        "{{ aantal_zonder_locatie }} in de voorverkenning zonder locatie."
    ).paragraph_format.space_after = Pt(4)
    widths = (6.0, 2.4, 2.8, 2.2, 2.3, 2.3)
    heads = ("Type infra", "Verkenning", "Planuitwerking", "Project", "Realisatie", "Totaal")
    made = table(doc, widths, heads, "Aantal projecten per type infra en fase; onderaan het totaal.")
    cells = (
        *("{{ rij.type }}", "{{ rij.verkenning }}", "{{ rij.planuitwerking }}", "{{ rij.project }}"),
        *("{{ rij.realisatie }}", "{{ rij.totaal }}"),
    )
    loop(made, widths, "typen", cells)
    doc.add_paragraph("Vervolg per project", style="Heading 2")
    widths = (6.0, 2.4)
    made = table(doc, widths, ("Route", "Aantal"), "Aantal projecten per vervolgroute.")
    loop(made, widths, "routes", ("{{ rij.route }}", "{{ rij.aantal }}"))
    doc.add_paragraph("Haalbare inbedrijfname (IBN) per jaar", style="Heading 2")
    widths = (6.0, 2.4, 2.4, 2.4, 2.4, 2.4)
    heads = ("Jaar", "Op schema", "Aandacht", "Knelpunt", "Onbekend", "Totaal")
    made = table(doc, widths, heads, "Aantal projecten per jaar van de haalbare IBN en oordeel.")
    cells = (
        *("{{ rij.jaar }}", "{{ rij.op_schema }}", "{{ rij.aandacht }}", "{{ rij.knelpunt }}"),
        *("{{ rij.onbekend }}", "{{ rij.totaal }}"),
    )
    loop(made, widths, "ibn_jaren", cells)
    _terugblik(doc)
    _lijsten(doc)
    return doc


def _terugblik(doc: Doc) -> None:
    doc.add_paragraph("2  Terugblik op het proces", style="Heading 1")
    for vraag, naam in (("Wat ging goed?", "terugblik_goed"), ("Wat kan beter?", "terugblik_beter")):
        doc.add_paragraph(vraag, style="Heading 2")
        doc.add_paragraph(f"{{{{ {naam} }}}}")
    doc.add_paragraph("3  Aanhaken bij landelijke projecten (nMIEK)", style="Heading 1")
    doc.add_paragraph("{{ nmiek }}")


def _lijsten(doc: Doc) -> None:
    doc.add_paragraph("4  Projecten in de voorverkenning zonder locatie", style="Heading 1")
    code(doc, "if zonder_locatie")
    widths = (1.8, 6.2, 3.4, 2.8, 3.8)
    heads = ("Project", "Projectnaam", "Type infra", "Energiedrager", "Netbeheerder")
    made = table(doc, widths, heads, "Projecten zonder gemeente; zij hebben nog geen fiche.")
    cells = (
        *("{{ rij.project }}", "{{ rij.naam }}", "{{ rij.type_infra }}", "{{ rij.energiedrager }}"),
        "{{ rij.netbeheerder }}",
    )
    loop(made, widths, "zonder_locatie", cells)
    or_else(doc, "Er zijn geen projecten zonder locatie.")
    doc.add_paragraph("5  Fiches", style="Heading 1")
    widths = (1.5, 4.3, 2.7, 2.9, 2.0, 2.0, 2.6)
    heads = ("Project", "Projectnaam", "Gemeente", "Fase", "IBN", "Haalbaar", "Vervolg")
    made = table(doc, widths, heads, "Alle projecten met een fiche.")
    cells = (
        *("{{ rij.project }}", "{{ rij.naam }}", "{{ rij.gemeente }}", "{{ rij.fase }}", "{{ rij.ibn }}"),
        *("{{ rij.haalbaar }}", "{{ rij.vervolg }}"),
    )
    loop(made, widths, "fiches", cells)


def as_bytes(doc: Doc) -> bytes:
    """The bytes of a document, always the same for the same content."""
    target = io.BytesIO()
    doc.save(target)
    return with_fixed_times(target.getvalue())


SJABLONEN = {"energyboard.docx": energyboard, "hoofddocument.docx": hoofddocument}


def main(folder: Path = TARGET) -> None:
    """Write the templates."""
    for naam, maker in SJABLONEN.items():
        (folder / naam).write_bytes(as_bytes(maker()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
