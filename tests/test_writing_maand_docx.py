"""The Word documents of the month: what the shipped templates make, and what a faulty template is told."""

import importlib.util
import io
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from maand_waarden import FORMULES, LANG, extract, monitoring_rij, project_rij

from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.model.maand import HoofddocumentTekst
from actielijst_xl.model.maand_extract import IbnJaar
from actielijst_xl.templates import data_folder
from actielijst_xl.writing.maand_docx import write_energyboard, write_hoofddocument
from actielijst_xl.writing.maand_docx_waarden import TOP, energyboard_waarden, hoofddocument_waarden
from actielijst_xl.writing.maand_sjabloon import MAX_BYTES, fill_template, names

docx = pytest.importorskip("docx", reason="docxtpl is not installed (extra: word)")

GOLDEN = Path(__file__).parent / "golden" / "maand"
TEMPLATES = data_folder("workbook_templates")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WAARDEN = {
    "provincie": "Voorbeeldland",
    "getal": 3,
    "projecten": ({"naam": "Station", "soort": "Nieuw"}, {"naam": "Kabel & net", "soort": "<w:p>"}),
}


def template(*paragraphs, rows=()):
    """A template with these paragraphs and, when given, one table."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def filled(*paragraphs, rows=(), **given):
    data = fill_template(
        template(*paragraphs, rows=rows),
        {**WAARDEN, **given},
        bestand="ons.docx",
        titel="Titel & meer",
        dag=date(2026, 11, 1),
    )
    return docx.Document(io.BytesIO(data))


def text_of(data):
    """A document as readable text: paragraphs and tables in order, cells with bars between."""
    body = docx.Document(io.BytesIO(data))
    for item in body.iter_inner_content():
        if hasattr(item, "rows"):
            yield from ("| " + " | ".join(cell.text for cell in row.cells) for row in item.rows)
        elif item.text:
            yield f"{item.style.name}: {item.text}"
    yield from (f"voet: {p.text}" for p in body.sections[0].footer.paragraphs)


def shipped(name):
    return (TEMPLATES / name).read_bytes()


def board(made):
    return write_energyboard(made, shipped("energyboard.docx"))


def main_document(made):
    return write_hoofddocument(made, shipped("hoofddocument.docx"))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("energyboard_word", lambda: board(extract(7))),
        ("energyboard_word_eerste_maand", lambda: board(extract(7, eerste_maand=True))),
        ("energyboard_word_leeg", lambda: board(extract(0, eerste_maand=True))),
        ("hoofddocument_word", lambda: main_document(extract(7))),
        (
            "hoofddocument_word_landelijk",
            lambda: main_document(extract(3, provincies=("Flevoland", "Utrecht"))),
        ),
    ],
)
def test_a_document_is_as_in_the_golden_dump(name, make, request):
    text = "\n".join(text_of(make())) + "\n"
    path = GOLDEN / f"{name}.md"
    if request.config.getoption("--renew-golden"):
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


def maker():
    """The script that makes the shipped templates."""
    path = Path(__file__).parents[1] / "docs" / "maak_sjablonen.py"
    spec = importlib.util.spec_from_file_location("maak_sjablonen", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["energyboard.docx", "hoofddocument.docx"])
def test_a_shipped_template_is_what_its_script_makes(name):
    script = maker()

    def codes(data):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        return [(e.tag, e.text, sorted(e.attrib.items())) for e in root.iter() if e.tag.startswith(W)]

    assert codes(shipped(name)) == codes(script.as_bytes(script.SJABLONEN[name]()))


@pytest.mark.parametrize("name", ["energyboard.docx", "hoofddocument.docx"])
def test_a_shipped_template_has_repeated_heads_alt_texts_and_dutch(name):
    with zipfile.ZipFile(io.BytesIO(shipped(name))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        style = package.read("word/styles.xml").decode()
    tables = list(root.iter(f"{W}tbl"))
    assert tables
    assert all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)
    assert all(table.find(f"{W}tblPr/{W}tblDescription") is not None for table in tables)
    assert 'w:val="nl-NL"' in style


def test_the_same_extract_gives_the_same_bytes():
    assert board(extract(3)) == board(extract(3))


def test_the_properties_of_the_document_are_set_and_not_escaped():
    document = filled("{{ provincie }}")
    assert document.core_properties.title == "Titel & meer"
    assert document.core_properties.created.date() == date(2026, 11, 1)


def test_the_page_shows_the_first_rows_and_all_rows_are_there_to_use():
    waarden = energyboard_waarden(extract(30))
    assert len(waarden["vragen"]) == TOP
    assert waarden["rest_vragen"] == len(waarden["alle_vragen"]) - TOP > 0


def test_a_long_text_is_cut_on_the_page_only():
    rows = tuple(monitoring_rij(at, vraag_energyboard=LANG) for at in range(7))
    waarden = energyboard_waarden(extract(7, monitoring=rows))
    assert waarden["vragen"][0]["vraag"].endswith(" …")
    assert waarden["alle_vragen"][0]["vraag"] == LANG


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("kort", "kort"),
        ("a\nb", "a b"),
        ("woord " * 30, "woord " * 12 + "woord …"),
        ("x" * 99, "x" * 79 + "…"),
    ],
)
def test_a_text_on_the_page_is_one_line_of_at_most_eighty_characters(text, cut):
    rows = tuple(monitoring_rij(at, vraag_energyboard=text) for at in range(7))
    assert energyboard_waarden(extract(7, monitoring=rows))["vragen"][0]["vraag"] == cut


def years(*numbers):
    """The extract of a month with one project in each of these years."""
    per_jaar = tuple(IbnJaar(jaar=year, nu=1, toen=2) for year in numbers)
    return replace(extract(1), ibn_per_jaar=per_jaar)


def test_nine_years_stand_beside_each_other_and_the_rest_together():
    rows = energyboard_waarden(years(*range(2020, 2041), None))["ibn_jaren"]
    assert [row["jaar"] for row in rows] == ["eerder", *range(2026, 2035), "later", "geen jaar"]
    assert [(row["nu"], row["toen"]) for row in rows] == [(6, 12), *[(1, 2)] * 9, (6, 12), (1, 2)]


def test_years_in_the_past_only_show_the_last_nine():
    rows = energyboard_waarden(years(*range(2010, 2021)))["ibn_jaren"]
    assert [row["jaar"] for row in rows] == ["eerder", *range(2012, 2021)]


@pytest.mark.parametrize("with_names", [True, False])
def test_a_document_with_names_of_persons_says_so(with_names):
    made = extract(1, met_namen=with_names)
    for data in (board(made), main_document(made)):
        assert ("alleen voor intern gebruik" in "\n".join(text_of(data))) is with_names


def test_the_totals_of_the_hoofddocument_reconcile():
    rows = (
        project_rij(0),
        project_rij(1, type_infra="nieuw station"),
        project_rij(2, type_infra="", projectfase="Verkenningsfase", gemeente="", zonder_locatie=True),
    )
    waarden = hoofddocument_waarden(extract(3, projecten=rows))
    assert (waarden["aantal_projecten"], waarden["aantal_fiches"], waarden["aantal_zonder_locatie"]) == (
        3,
        2,
        1,
    )
    assert [(row["type"], row["totaal"]) for row in waarden["typen"]] == [
        ("Nieuw station", 2),
        ("(niet ingevuld)", 1),
        ("Totaal", 3),
    ]
    assert sum(row["totaal"] for row in waarden["ibn_jaren"]) == 3
    assert len(waarden["fiches"]) + len(waarden["zonder_locatie"]) == 3


def test_a_roll_up_names_the_province_before_each_answer():
    made = extract(1, provincies=("Flevoland", "Utrecht"))
    assert hoofddocument_waarden(made)["terugblik_goed"].startswith("Flevoland: Alle gemeenten")


@pytest.mark.parametrize("text", [*FORMULES, "<w:p>&amp;", "]]>", "{{ provincie }}", "{% for %}", "a\tb\nc"])
def test_text_stays_text(text):
    document = filled("{{ tekst }}", tekst=text)
    assert document.paragraphs[0].text == text


def test_characters_that_xml_has_no_place_for_are_dropped():
    assert filled("{{ tekst }}", tekst="a\x07b\x0c\ud83dc").paragraphs[0].text == "abc"


def test_line_breaks_are_kept():
    made = extract(
        1,
        hoofddocument=(
            HoofddocumentTekst(provincie="Voorbeeldland", veld="nmiek", tekst="eerste regel\r\ntweede regel"),
        ),
    )
    assert "Normal: eerste regel\ntweede regel" in list(text_of(main_document(made)))


@pytest.mark.parametrize("code", ["{{ tekst|safe }}", "{% autoescape false %}{{ tekst }}{% endautoescape %}"])
def test_a_template_cannot_turn_escaping_off(code):
    field = '</w:t></w:r><w:fldSimple w:instr="DDEAUTO calc"/><w:r><w:t>'
    document = filled(code, tekst=field)
    assert document.paragraphs[0].text == field
    assert not list(document.element.iter(f"{W}fldSimple"))


def test_rows_are_repeated():
    document = filled(
        rows=[("{%tr for p in projecten %}", ""), ("{{ p.naam }}", "{{ p.soort }}"), ("{%tr endfor %}", "")]
    )
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["Station", "Nieuw"], ["Kabel & net", "<w:p>"]]


@pytest.mark.parametrize(
    ("paragraphs", "code", "said"),
    [
        (("{{ provincei }}",), "XA-G142", '"provincei" niet. Bedoelt u "provincie"?'),
        (("{% for p in projecten %}{{ p.naem }}{% endfor %}",), "XA-G142", 'Bedoelt u "naam"?'),
        (("{{ kwartetspel }}",), "XA-G142", '"kwartetspel" niet.'),
        (("{{ provincie }",), "XA-G143", 'Dicht bij: "{{ provincie }"'),
        (("{% for p in projecten %}{{ p.naam }}",), "XA-G143", "geen einde"),
        (("{% vor p in projecten %}",), "XA-G143", 'De opdracht "vor"'),
        (("{{ provincie|hoofdletters }}",), "XA-G143", '"hoofdletters"'),
        (("{% include 'geheim.txt' %}",), "XA-G143", "loader"),
        (("{{ getal / 0 }}",), "XA-G143", "zero"),
        (("{{ getal + provincie }}",), "XA-G143", "int"),
        (("{{ provincie() }}",), "XA-G143", "callable"),
        (("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",), "XA-G143", "recursion"),
        (("{% for i in range(999999999) %}x{% endfor %}",), "XA-G143", "Range too big"),
        (("{{ provincie.__class__.__mro__ }}",), "XA-G144", "__class__"),
        (("{{ cycler.__init__.__globals__ }}",), "XA-G144", "__init__"),
        (("{% for p in projecten %}", "{{ p.naam }}"), "XA-G143", "geen einde"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_name(paragraphs, code, said):
    with pytest.raises(InputError) as caught:
        filled(*paragraphs)
    assert caught.value.code == code
    assert '"ons.docx"' in str(caught.value)
    assert said in str(caught.value)


def test_a_mistake_in_the_footer_is_told_too():
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "{{ provincei }}"
    target = io.BytesIO()
    document.save(target)
    with pytest.raises(InputError) as caught:
        fill_template(target.getvalue(), WAARDEN, bestand="ons.docx", titel="", dag=date(2026, 11, 1))
    assert caught.value.code == "XA-G142"


def test_a_condition_that_breaks_the_document_is_refused_and_not_mended():
    with pytest.raises(InputError) as caught:
        filled("{% if getal > 5 %}", rows=[("a", "{% endif %}")])
    assert caught.value.code == "XA-G145"


def test_a_condition_that_breaks_the_footer_is_refused():
    document = docx.Document()
    footer = document.sections[0].footer
    footer.paragraphs[0].text = "{% if getal > 5 %}"
    footer.add_table(1, 1, 100).cell(0, 0).text = "{% endif %}"
    target = io.BytesIO()
    document.save(target)
    with pytest.raises(InputError) as caught:
        fill_template(target.getvalue(), WAARDEN, bestand="ons.docx", titel="", dag=date(2026, 11, 1))
    assert caught.value.code == "XA-G145"


@pytest.mark.parametrize("data", [b"", b"geen zip", b"PK\x03\x04kapot"])
def test_a_template_that_is_no_document_is_refused(data):
    with pytest.raises(InputError) as caught:
        fill_template(data, WAARDEN, bestand="ons.docx", titel="", dag=date(2026, 11, 1))
    assert caught.value.code == "XA-G141"


def test_another_package_than_a_document_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(InputError) as caught:
        fill_template(target.getvalue(), WAARDEN, bestand="ons.docx", titel="", dag=date(2026, 11, 1))
    assert caught.value.code == "XA-G141"


def test_a_template_that_unpacks_without_end_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (MAX_BYTES + 1))
    with pytest.raises(InputError) as caught:
        fill_template(target.getvalue(), WAARDEN, bestand="ons.docx", titel="", dag=date(2026, 11, 1))
    assert caught.value.code == "XA-G141"


def test_without_docxtpl_the_message_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    with pytest.raises(UsageError) as caught:
        board(extract(1))
    assert caught.value.code == "XA-M008"
    assert caught.value.details["extra"] == "word"


def test_every_name_that_a_template_may_use_is_plain_ascii():
    used = names(energyboard_waarden(extract(7))) | names(hoofddocument_waarden(extract(7)))
    assert [name for name in used if not (name.isidentifier() and name.isascii())] == []
