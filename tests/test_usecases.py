"""The whole jobs as functions: settings in their order, files or open files in, values out."""

import io
from datetime import date
from pathlib import Path

import pytest
from masters import parts
from openpyxl import load_workbook
from workbooks import xlsx

from actielijst_xl import usecases
from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.model.findings import Severity
from actielijst_xl.usecases import load_settings

DAY = date(2026, 11, 1)
HEAD = ("Nr", "Projectnaam", "Projectfase", "Gemeente", "IBN")
LIST = xlsx(
    [
        HEAD,
        ("NH-1", "Station", "Projectfase", "Lelystad", 2029),
        ("NH-2", "Kabel", "Realisatiefase", "Urk", 2030),
    ]
)
WRONG = xlsx(
    [
        HEAD,
        ("NH-1", "Station", "Projectfase", "Lelystad", "soon"),
        ("NH-2", "Kabel", "Realisatiefase", "Urk", 2030),
    ]
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def toml(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "actielijst.toml"
    path.write_text(text, encoding="utf-8")
    return path


def made(data=LIST, *, text="", tmp_path=None, **given):
    """The outcome of generate with these settings."""
    file = toml(tmp_path, text) if text else None
    settings = load_settings(file, environ={}, flags={("provincie", "naam"): "Flevoland"})
    return usecases.generate(io.BytesIO(data), settings=settings, peildatum=DAY, **given)


def book(made_):
    return load_workbook(io.BytesIO(made_.data))


def texts(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_flag_goes_before_the_environment_before_the_file_before_the_default(tmp_path):
    file = toml(tmp_path, '[provincie]\nnaam = "bestand"\nmail = "bestand"\nuitgave = "bestand"')
    environ = {"XL_ACTIELIJST_PROVINCIE_NAAM": "omgeving", "XL_ACTIELIJST_PROVINCIE_MAIL": "omgeving"}
    settings = load_settings(file, environ=environ, flags={("provincie", "naam"): "optie"})
    values = {key: settings.text("provincie", key) for key in ("naam", "mail", "uitgave")}
    assert values == {"naam": "optie", "mail": "omgeving", "uitgave": "bestand"}
    assert settings.number("werkboek", "bewaren") == 20


def test_a_number_in_the_environment_is_a_number():
    settings = load_settings(environ={"XL_ACTIELIJST_WERKBOEK_RESERVEREGELS": "3"})
    assert settings.number("werkboek", "reserveregels") == 3


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"XL_ACTIELIJST_PROVINCIE_NAM": "X"}, "XA-C001"),
        ({"XL_ACTIELIJST_WERKBOEK_RESERVEREGELS": "veel"}, "XA-C002"),
        ({"XL_ACTIELIJST_HUISSTIJL_INKT": "blauw"}, "XA-C007"),
    ],
)
def test_a_mistake_in_the_environment_is_refused(environ, code):
    with pytest.raises(UsageError) as caught:
        load_settings(environ=environ)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[provincie\nnaam = 1", "XA-C006"),
        ('naam = "X"', "XA-C002"),
        ('[provncie]\nnaam = "X"', "XA-C001"),
        ('[kolommen]\nIBN = "ibm"', "XA-C003"),
        ('[kolommen]\nIBN = "nmiek"', "XA-C003"),
        ('[labels]\nibn = "Projectnaam"', "XA-C029"),
        ('[extra_velden.regie]\nlabel = "ibn"', "XA-C029"),
        ('[keuzelijsten]\noordeel = ["Goed"]', "XA-C004"),
        ('[extra_velden.ibn]\nlabel = "X"', "XA-C005"),
        ('[huisstijl]\ninkt = "rood"', "XA-C007"),
    ],
)
def test_a_mistake_in_the_file_is_refused(tmp_path, text, code):
    with pytest.raises(UsageError) as caught:
        load_settings(toml(tmp_path, text), environ={})
    assert caught.value.code == code


def test_a_mistake_in_the_toml_is_told_by_line_without_the_words_of_the_parser(tmp_path):
    with pytest.raises(UsageError) as caught:
        load_settings(toml(tmp_path, "[provincie]\nnaam = Flevoland\n"), environ={})
    assert caught.value.details["plaats"] == "regel 2, teken 8"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_settings_in_another_encoding_are_refused_with_what_to_do(tmp_path, encoding):
    file = tmp_path / "actielijst.toml"
    file.write_bytes('[provincie]\nnaam = "Fryslân"\n'.encode(encoding))
    with pytest.raises(UsageError) as caught:
        load_settings(file, environ={})
    assert caught.value.code == "XA-C028"


def test_settings_saved_by_notepad_with_a_mark_in_front_are_read(tmp_path):
    file = tmp_path / "actielijst.toml"
    file.write_bytes(b"\xef\xbb\xbf[provincie]\r\nnaam = 'X'\r\n")
    assert load_settings(file, environ={}).text("provincie", "naam") == "X"


def test_a_list_is_read_from_a_path_or_an_open_file(tmp_path):
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(LIST)
    settings = load_settings(environ={})
    by_path = usecases.check(path, settings=settings, peildatum=DAY)
    with path.open("rb") as handle:
        opened = usecases.check(handle, settings=settings, peildatum=DAY)
    assert by_path == opened
    assert by_path.lijst.file == "lijst.xlsx"


def test_findings_stand_by_weight():
    settings = load_settings(environ={})
    controle = usecases.check(io.BytesIO(WRONG), settings=settings, peildatum=DAY)
    order = [list(Severity).index(f.severity) for f in controle.findings]
    assert order == sorted(order)
    assert controle.count(Severity.FOUT) == 1


def test_a_list_with_errors_becomes_nothing_and_the_error_says_which():
    with pytest.raises(usecases.ListHasErrorsError) as caught:
        made(WRONG)
    assert caught.value.code == "XA-G002"
    assert [f.code for f in caught.value.controle.findings][:1] == ["XA-V007"]


def test_rows_with_accepted_errors_stand_on_the_hoofddocument_and_nowhere_else():
    outcome = made(WRONG, ook_met_fouten=True)
    workbook = book(outcome)
    row = next(r for r in workbook["Hoofddocument"].iter_rows(values_only=True) if r[0] == "Station")
    assert row[1:4] == ("NH-1", "E2", "XA-V007")
    assert "IBN: soon" in row[6]
    assert not [name for name in workbook.sheetnames if name.startswith("NH-1")]
    assert "NH-1" not in texts(workbook["Overzicht"])
    assert (len(outcome.actielijst.fiches), len(outcome.actielijst.met_fouten)) == (1, 1)


def test_the_province_follows_from_the_gemeenten_when_nobody_gives_it():
    outcome = usecases.generate(io.BytesIO(LIST), settings=load_settings(environ={}), peildatum=DAY)
    assert outcome.actielijst.provincie == "Flevoland"


def test_a_list_without_gemeenten_needs_the_name_of_the_province():
    data = xlsx([HEAD[:3], ("1", "Station", "Verkenningsfase"), ("2", "Kabel", "Verkenningsfase")])
    with pytest.raises(UsageError) as caught:
        usecases.generate(
            io.BytesIO(data), settings=load_settings(environ={}), peildatum=DAY, ook_met_fouten=True
        )
    assert caught.value.code == "XA-C014"


def test_progress_is_told_per_fiche():
    told = []
    made(progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_an_extra_field_is_read_from_the_list_and_stands_on_the_fiche(tmp_path):
    data = xlsx(
        [(*HEAD, "Regisseur gebied"), ("NH-1", "Station", "Projectfase", "Lelystad", 2029, "Provincie")]
    )
    text = (
        '[extra_velden.regisseur]\nlabel = "Regisseur"\nhulp = "Wie regisseert?"\nvoorbeeld = "Waterschap"\n'
        '[kolommen]\n"Regisseur gebied" = "regisseur"\n'
    )
    fiche = book(made(data, text=text, tmp_path=tmp_path))["NH-1 Station"]
    (row,) = [cell.row for cell in fiche["L"] if cell.value == "veld:regisseur"]
    assert [fiche.cell(row, col).value for col in (1, 2, 3)] == ["Regisseur", "Provincie", "Wie regisseert?"]
    assert fiche.cell(row, 2).protection.locked is False
    (help_,) = [v for v in fiche.data_validations.dataValidation if f"B{row}" in v.sqref]
    assert help_.prompt == "Wie regisseert? Bijvoorbeeld: Waterschap."


def test_an_own_label_stands_on_fiche_and_monitoring(tmp_path):
    text = '[labels]\nlocatie = "Zoekgebied"\naandachtspunten = "Hindernissen"\n'
    workbook = book(made(text=text, tmp_path=tmp_path))
    assert "Zoekgebied" in texts(workbook["NH-1 Station"])
    assert "Hindernissen" in texts(workbook["Monitoring"])
    assert "Hindernissen" in workbook["Monitoring"].tables["Monitoringslijst"].column_names


def test_an_own_list_is_the_drop_down(tmp_path):
    text = '[keuzelijsten]\ntype_infra = ["Windmolen", "Zonnepark"]\n'
    workbook = book(made(text=text, tmp_path=tmp_path))
    fiche = workbook["NH-1 Station"]
    (drop_down,) = [v for v in fiche.data_validations.dataValidation if v.promptTitle == "Type infra"]
    area = drop_down.formula1.partition("!")[2].replace("$", "")
    assert [cell.value for (cell,) in workbook["Keuzelijsten"][area]] == ["Windmolen", "Zonnepark"]


def test_an_own_colour_and_font_are_used(tmp_path):
    text = '[huisstijl]\ninkt = "#112233"\nlettertype = "Verdana"\n'
    title = book(made(text=text, tmp_path=tmp_path))["Overzicht"]["A1"]
    assert (title.fill.fgColor.rgb, title.font.name) == ("FF112233", "Verdana")


@pytest.mark.parametrize("spare", [0, 1, 8, 30])
def test_a_fiche_has_as_many_spare_rows_as_the_province_wants_and_at_least_one_row(tmp_path, spare):
    text = f"[werkboek]\nreserveregels = {spare}\n"
    fiche = book(made(text=text, tmp_path=tmp_path))["NH-1 Station"]
    first, last = fiche.tables["Afspraken_NH_1"].ref.split(":")
    assert int(last[1:]) - int(first[1:]) == max(spare, 1)


def test_a_logo_stands_on_the_leeswijzer_with_its_text(tmp_path):
    (tmp_path / "logo.png").write_bytes(PNG)
    text = f"[huisstijl]\nlogo = '{tmp_path / 'logo.png'}'\nlogo_tekst = 'Wapen van Flevoland'\n"
    members = parts(made(text=text, tmp_path=tmp_path).data)
    assert members["xl/media/image1.png"] == PNG
    assert b'descr="Wapen van Flevoland"' in members["xl/drawings/drawing1.xml"]


@pytest.mark.parametrize("content", [None, b"geen plaatje", b"<svg/>"])
def test_a_logo_that_cannot_be_used_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(UsageError) as caught:
        made(text=f"[huisstijl]\nlogo = '{tmp_path / 'logo.png'}'\n", tmp_path=tmp_path)
    assert caught.value.code == "XA-C013"


def test_what_was_there_goes_to_the_archive(tmp_path):
    settings = load_settings(environ={})
    path = tmp_path / "uit.xlsx"
    assert usecases.save(path, b"eerste", settings=settings) is None
    kept = usecases.save(path, b"tweede", settings=settings)
    assert (path.read_bytes(), kept.read_bytes(), kept.parent.name) == (b"tweede", b"eerste", "archief")


def test_a_new_file_replaces_nothing(tmp_path):
    path = tmp_path / "uit.xlsx"
    path.write_bytes(b"van iemand")
    with pytest.raises(UsageError) as caught:
        usecases.save(path, b"nieuw", settings=load_settings(environ={}), new=True)
    assert (caught.value.code, path.read_bytes()) == ("XA-C012", b"van iemand")


def test_a_source_that_is_no_workbook_is_refused():
    with pytest.raises(InputError) as caught:
        usecases.check(io.BytesIO(b"niets"), settings=load_settings(environ={}), peildatum=DAY)
    assert caught.value.code.startswith("XA-L")
