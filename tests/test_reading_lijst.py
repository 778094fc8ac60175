from datetime import date

import pytest

from actielijst_xl.errors import InputError
from actielijst_xl.model.findings import Severity
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.lijst import read_lijst
from actielijst_xl.templates import load_vocabulary
from tests.workbooks import Formula, csv_bytes, raw_xlsx, xlsx

VOCABULARY = load_vocabulary()
KOP = ["Nr", "Projectnaam", "Gemeente", "Fase"]
RIJ = ["NH-01", "Station Noord", "Diemen", "Planuitwerking"]


def read(data, name="lijst.xlsx", **options):
    return read_lijst(read_grid(data, name), vocabulary=VOCABULARY, **options)


def found(lijst, code):
    """(cell, value) of each finding with a code."""
    return [(f.cell, f.value) for f in lijst.findings if f.code == code]


def texts(lijst, key):
    return [project.text(key) for project in lijst.projects]


def test_a_value_keeps_its_raw_value_sheet_and_cell():
    value = read(xlsx({"pMIEK 2026": [KOP, [1.5, "A", "Diemen", "x"]]})).projects[0].values["project_id"]
    assert (value.raw, value.source.sheet, value.source.cell) == (1.5, "pMIEK 2026", "A2")


def test_a_blank_field_is_absent():
    assert (
        "gemeente"
        not in read(xlsx([KOP, ["1", "A", "", "x"], ["2", "B", " \u00a0", "x"]])).projects[0].values
    )
    assert (
        "gemeente"
        not in read(xlsx([KOP, ["1", "A", "", "x"], ["2", "B", " \u00a0", "x"]])).projects[1].values
    )


# --- finding the table --------------------------------------------------------------------------------


def test_title_rows_above_and_a_blank_column_in_front_are_no_hindrance():
    table = [["pMIEK-lijst 2026", None, None, "versie 3"], [], *([None, *row] for row in (KOP, RIJ))]
    lijst = read(xlsx(table))
    assert texts(lijst, "project_id") == ["NH-01"]
    assert found(lijst, "XA-L005") == [("A1:D1", "pMIEK-lijst 2026 | versie 3")]


def test_a_merged_title_is_no_group_header():
    lijst = read(xlsx([[], KOP, RIJ], merged={"A1:D1": "Projecten"}))
    assert [c.kop for c in lijst.columns] == KOP
    assert found(lijst, "XA-L005") == [("A1", "Projecten")]


def test_the_best_sheet_is_read_and_the_others_are_reported_with_their_cells():
    lijst = read(xlsx({"Uitleg": [[None, "Dit is de lijst"], ["x"]], "Lijst": [KOP, RIJ], "Leeg": []}))
    assert lijst.sheet == "Lijst"
    assert [(f.sheet, f.cell, f.details["aantal"]) for f in lijst.findings if f.code == "XA-L017"] == [
        ("Uitleg", "A1:B2", "2")
    ]


def test_another_sheet_that_is_as_good_is_a_warning():
    lijst = read(xlsx({"Een": [KOP, RIJ], "Twee": [KOP, RIJ]}))
    assert lijst.sheet == "Een"
    assert [(f.sheet, f.severity) for f in lijst.findings if f.code == "XA-L018"] == [
        ("Twee", Severity.WAARSCHUWING)
    ]


def test_another_sheet_with_projects_is_a_warning_also_when_it_has_fewer_columns():
    book = {
        "Oud": [[*KOP, "IBN"], [*RIJ, 2028]],
        "Nieuw": [KOP, RIJ],
        "Partijen": [["Gemeente", "Fase"], ["x", "y"]],
    }
    lijst = read(xlsx(book))
    assert lijst.sheet == "Oud"
    assert [f.sheet for f in lijst.findings if f.code == "XA-L018"] == ["Nieuw"]


def test_the_sheet_that_the_province_chose_is_no_reason_to_warn_about_others():
    lijst = read(xlsx({"Een": [KOP, RIJ], "Twee": [KOP, RIJ]}), blad="Twee")
    assert found(lijst, "XA-L018") == []


def test_a_visible_sheet_goes_before_a_hidden_one():
    lijst = read(xlsx({"Oud": [KOP, RIJ], "Nieuw": [KOP, RIJ]}, states={"Oud": "hidden"}))
    assert lijst.sheet == "Nieuw"


def test_a_list_on_a_hidden_sheet_is_read_with_a_warning():
    lijst = read(xlsx({"Voor": [["x"]], "Lijst": [KOP, RIJ]}, states={"Lijst": "hidden"}))
    assert texts(lijst, "project_id") == ["NH-01"]
    assert len(found(lijst, "XA-L008")) == 1


def test_the_sheet_can_be_chosen():
    data = xlsx({"Een": [KOP, RIJ], "Twee": [KOP, ["2", "B", "Almere", "x"]]})
    assert texts(read(data, blad="twee"), "project_id") == ["2"]
    with pytest.raises(InputError) as caught:
        read(data, blad="Drie")
    assert caught.value.code == "XA-L002"


@pytest.mark.parametrize(
    "table", [[["a", "b"], [1, 2]], [["Nr"], [1]], [], [["Dit is een brief over de gemeente."]]]
)
def test_a_workbook_without_a_table_is_refused(table):
    with pytest.raises(InputError) as caught:
        read(xlsx(table))
    assert caught.value.code == "XA-L001"


GROUPED = [
    ["Project", None, None, None, "Uitvoeringsafspraken"],
    ["Nr", "Projectnaam", "Gemeente", "Fase", "Activiteit", "Trekker", "Planning"],
    ["1", "A", "Diemen", "project", "Besluit", "TenneT", "Q1 2027"],
]


def test_a_group_header_runs_over_the_blank_cells_beside_it():
    lijst = read(xlsx(GROUPED))
    assert [c.kop for c in lijst.columns][3:] == [
        "Project / Fase",
        "Uitvoeringsafspraken / Activiteit",
        "Uitvoeringsafspraken / Trekker",
        "Uitvoeringsafspraken / Planning",
    ]
    assert {k: v.text for k, v in lijst.projects[0].afspraken[0].items()} == {
        "activiteit": "Besluit",
        "trekker": "TenneT",
        "planning": "Q1 2027",
    }
    assert len(lijst.projects) == 1


def test_a_merged_group_header_runs_over_its_own_columns_only():
    table = [[None] * 7, GROUPED[1], GROUPED[2]]
    lijst = read(xlsx(table, merged={"B1:D1": "Wat en waar", "E1:F1": "Wie doet wat"}))
    assert [c.kop for c in lijst.columns] == [
        "Nr",
        "Wat en waar / Projectnaam",
        "Wat en waar / Gemeente",
        "Wat en waar / Fase",
        "Wie doet wat / Activiteit",
        "Wie doet wat / Trekker",
        "Planning",
    ]


def test_headers_over_two_rows_are_joined_when_some_stand_in_the_upper_row():
    table = [
        ["Nr", "Projectnaam", "Fase", "Uitvoeringsafspraken", None],
        [None, None, None, "Activiteit", "Trekker"],
        ["1", "A", "project", "Besluit", "TenneT"],
    ]
    lijst = read(xlsx(table))
    assert [(c.cell, c.field) for c in lijst.columns] == [
        ("A1", "project_id"),
        ("B1", "projectnaam"),
        ("C1", "projectfase"),
        ("D2", "activiteit"),
        ("E2", "trekker"),
    ]
    assert len(lijst.projects) == 1


# --- rows ---------------------------------------------------------------------------------------------


def test_rows_after_blank_rows_are_read_even_after_a_hundred():
    lijst = read(xlsx([KOP, RIJ, [], ["2", "B"], *[[]] * 100, ["3", "C"]]))
    assert texts(lijst, "project_id") == ["NH-01", "2", "3"]
    assert found(lijst, "XA-L028") == [("A105", "")]


def test_padded_blank_cells_below_are_no_projects():
    assert len(read(xlsx([KOP, RIJ, ["", "", "", ""], ["", "", "", ""]])).projects) == 1


def test_hidden_rows_and_columns_are_read_and_reported():
    lijst = read(xlsx([KOP, RIJ, ["2", "B", "Almere", "project"]], hidden_rows=[3], hidden_cols=["C"]))
    assert texts(lijst, "gemeente") == ["Diemen", "Almere"]
    assert [f.value for f in lijst.findings if f.code in ("XA-L006", "XA-L007")] == ["3", "Gemeente"]
    assert [c.hidden for c in lijst.columns] == [False, False, True, False]


def test_a_repeated_header_row_is_reported_and_no_project():
    lijst = read(xlsx([KOP, RIJ, KOP, ["2", "B"]]))
    assert texts(lijst, "project_id") == ["NH-01", "2"]
    assert found(lijst, "XA-L024") == [("A3:D3", "Nr | Projectnaam | Gemeente | Fase")]


def test_a_heading_between_the_rows_is_reported_and_no_project():
    lijst = read(xlsx([KOP, ["Elektriciteit"], RIJ, ["Warmte en waterstof"], ["2", "B"]]))
    assert texts(lijst, "project_id") == ["NH-01", "2"]
    assert found(lijst, "XA-L021") == [("A2", "Elektriciteit"), ("A4", "Warmte en waterstof")]


def test_text_in_front_below_the_last_project_is_a_note():
    lijst = read(xlsx([KOP, RIJ, ["Namen en jaartallen komen van openbare pagina's"]]))
    assert found(lijst, "XA-L022") == [("A3", "Namen en jaartallen komen van openbare pagina's")]


def test_a_heading_in_a_first_column_with_a_field_is_no_project():
    lijst = read(xlsx([["Regio", *KOP], ["Noord"], [None, *RIJ]]))
    assert texts(lijst, "project_id") == ["NH-01"]
    assert found(lijst, "XA-L021") == [("A2", "Noord")]


def test_cells_beside_the_list_below_the_last_project_are_no_project():
    lijst = read(
        xlsx([[*KOP, None, "Rijlabels", "Aantal"], [*RIJ, None, "project", 1], [None] * 5 + ["Urk", 1]])
    )
    assert texts(lijst, "project_id") == ["NH-01"]
    assert found(lijst, "XA-L022") == [("F3:G3", "Urk | 1")]


def test_a_row_under_the_header_that_numbers_the_columns_is_no_project():
    lijst = read(xlsx([KOP, ["(1)", "(2)", "(3)", "(4)"], RIJ]))
    assert texts(lijst, "project_id") == ["NH-01"]
    assert found(lijst, "XA-L024") == [("A2:D2", "(1) | (2) | (3) | (4)")]


def test_a_heading_merged_over_the_table_is_reported_and_no_project():
    lijst = read(xlsx([KOP, RIJ, [], ["2", "B"]], merged={"A3:D3": "Regio 2"}))
    assert texts(lijst, "project_id") == ["NH-01", "2"]
    assert found(lijst, "XA-L021") == [("A3", "Regio 2")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["Totaal", None, None, 14], "XA-L023"),
        ([None, "Totaal aantal projecten", None, 14], "XA-L023"),
        (["Bron: netbeheerders, peildatum 1-9-2026"], "XA-L022"),
        ([None, "* = onder voorbehoud"], "XA-L022"),
        (["Peildatum", "1-9-2026"], "XA-L022"),
        ([None, None, None, None, "losse tekst"], "XA-L022"),
    ],
)
def test_notes_and_totals_below_are_reported_with_their_text_and_no_project(row, code):
    lijst = read(xlsx([[*KOP, "Opmerking"], RIJ, [], row]))
    assert texts(lijst, "project_id") == ["NH-01"]
    shown = " | ".join(str(cell) for cell in row if cell is not None)
    assert [value for _, value in found(lijst, code)] == [shown]


@pytest.mark.parametrize(
    "row",
    [
        [None, "Station Zuid", "Diemen", "project"],
        [None, "Station Zuid"],
        [None, None, "Diemen", None],
        ["NH-02"],
        ["7", None, None, None],
    ],
)
def test_a_row_with_data_stays_a_project_also_without_number_or_name(row):
    assert len(read(xlsx([KOP, RIJ, row])).projects) == 2


def test_a_project_whose_name_begins_like_a_note_stays_a_project():
    lijst = read(
        xlsx([KOP, ["1", "Bron Noord", "Diemen", "project"], ["2", "Totaal nieuw station", None, "project"]])
    )
    assert texts(lijst, "projectnaam") == ["Bron Noord", "Totaal nieuw station"]


def test_another_table_below_is_not_read_as_projects():
    lijst = read(xlsx([KOP, RIJ, [], ["Netbeheerder", "IBN", "Trekker"], ["TenneT", 2028, "x"]]))
    assert texts(lijst, "project_id") == ["NH-01"]
    finding = next(f for f in lijst.findings if f.code == "XA-L025")
    assert (finding.severity, finding.cell, finding.details["aantal"]) == (Severity.FOUT, "A4:C5", "6")


AFSPRAAK_KOP = ["Nr", "Projectnaam", "Fase", "Activiteit", "Trekker"]


def test_a_row_with_only_an_afspraak_belongs_to_the_project_above():
    table = [
        AFSPRAAK_KOP,
        ["1", "A", "project", "Een", "x"],
        [None, None, None, "Twee", "y"],
        ["2", "B", "project", "Drie", "z"],
    ]
    lijst = read(xlsx(table))
    assert [[a["activiteit"].text for a in p.afspraken] for p in lijst.projects] == [
        ["Een", "Twee"],
        ["Drie"],
    ]
    assert found(lijst, "XA-L020") == [("D3:E3", "Twee | y")]


def test_a_row_that_repeats_the_project_with_another_afspraak_belongs_to_it():
    table = [AFSPRAAK_KOP, ["1", "A", "project", "Een", "x"], ["1", "A", "project", "Twee", "y"]]
    assert [[a["activiteit"].text for a in p.afspraken] for p in read(xlsx(table)).projects] == [
        ["Een", "Twee"]
    ]


def test_a_repeated_number_with_another_name_is_another_project():
    table = [AFSPRAAK_KOP, ["1", "A", "project", "Een", "x"], ["1", "B", "project", "Twee", "y"]]
    assert texts(read(xlsx(table)), "projectnaam") == ["A", "B"]


def test_an_exact_copy_of_a_row_is_another_project_so_that_the_double_number_shows():
    table = [AFSPRAAK_KOP, ["1", "A", "project", "Een", "x"], ["1", "A", "project", "Een", "x"]]
    assert len(read(xlsx(table)).projects) == 2


def test_rows_under_a_merged_number_and_name_are_afspraken_of_one_project():
    table = [AFSPRAAK_KOP, [None, None, "project", "Een", "x"], [None, None, None, "Twee", "y"]]
    lijst = read(xlsx(table, merged={"A2:A3": "1", "B2:B3": "A"}))
    assert [[a["activiteit"].text for a in p.afspraken] for p in lijst.projects] == [["Een", "Twee"]]


def test_a_value_merged_over_rows_holds_for_every_row_and_is_told_once():
    table = [KOP, ["1", "A", None, "project"], ["2", "B", None, "project"], ["3", "C", None, "project"]]
    lijst = read(xlsx(table, merged={"C2:C4": "Diemen"}))
    assert [p.values["gemeente"].source.cell for p in lijst.projects] == ["C2", "C2", "C2"]
    assert found(lijst, "XA-L026") == [("C2", "Diemen")]


def test_a_value_merged_over_the_afspraken_of_a_project_holds_for_each_of_them():
    table = [AFSPRAAK_KOP, ["1", "A", "project", "Een", None], [None, None, None, "Twee", None]]
    lijst = read(xlsx(table, merged={"E2:E3": "Provincie"}))
    (project,) = lijst.projects
    assert [a["trekker"].source.cell for a in project.afspraken] == ["E2", "E2"]


REEKS_KOP = ["Nr", "Projectnaam", "Fase", "Actie 1", "Trekker 1", "Actie 2", "Trekker 2", "Actie 3"]


def test_numbered_columns_are_afspraken_of_one_project():
    lijst = read(xlsx([REEKS_KOP, ["1", "A", "project", "Een", "x", "Twee", "y", None]]))
    (project,) = lijst.projects
    assert [(a["activiteit"].text, a["trekker"].text) for a in project.afspraken] == [
        ("Een", "x"),
        ("Twee", "y"),
    ]
    assert [column.field for column in lijst.columns[3:]] == [*["activiteit", "trekker"] * 2, "activiteit"]
    assert lijst.findings == ()


def test_one_numbered_column_alone_is_no_series():
    lijst = read(
        xlsx([["Nr", "Projectnaam", "Fase", "Actie 2", "Trekker 2"], ["1", "A", "project", "Een", "x"]])
    )
    assert [a["activiteit"].text for a in lijst.projects[0].afspraken] == ["Een"]
    assert {cell for cell, _ in found(lijst, "XA-L011")} == {"D1", "E1"}


# --- columns ------------------------------------------------------------------------------------------


def test_every_column_reports_its_header_address_field_and_how_it_was_found():
    lijst = read(xlsx([["Nr", "Projectnaam", "Rare kop", "Status"], ["1", "A", "x", "verkenning"]]))
    assert [(c.cell, c.kop, c.field, c.how, c.values) for c in lijst.columns] == [
        ("A1", "Nr", "project_id", "alias", 1),
        ("B1", "Projectnaam", "projectnaam", "label", 1),
        ("C1", "Rare kop", "", "overig", 1),
        ("D1", "Status", "projectfase", "inhoud", 1),
    ]


def test_an_unknown_column_is_kept_as_overige_gegevens_with_its_header():
    lijst = read(xlsx([[*KOP, "Bestemming"], [*RIJ, "wonen"], ["2", "B"]]))
    assert [[(o.kop, o.value.text, o.value.source.cell) for o in p.overige] for p in lijst.projects] == [
        [("Bestemming", "wonen", "E2")],
        [],
    ]
    assert found(lijst, "XA-L013") == [("E1", "Bestemming")]


def test_a_column_without_header_is_kept_under_its_letter():
    lijst = read(xlsx([KOP, [*RIJ, "x"]]))
    assert [(o.kop, o.value.text) for o in lijst.projects[0].overige] == [("Kolom E", "x")]


def test_the_lesser_of_two_columns_for_a_field_is_kept_and_reported():
    lijst = read(xlsx([[*KOP, "Realisatiejaar", "IBN"], [*RIJ, 2030, 2028]]))
    assert texts(lijst, "ibn") == ["2028"]
    assert [(o.kop, o.value.raw) for o in lijst.projects[0].overige] == [("Realisatiejaar", 2030)]
    assert found(lijst, "XA-L012") == [("E1", "Realisatiejaar")]


def test_a_column_read_by_its_values_is_reported():
    assert found(read(xlsx([["Nr", "Projectnaam", "Locatie"], ["1", "A", "Diemen"]])), "XA-L010") == [
        ("C1", "Locatie")
    ]


def test_a_column_read_by_likeness_is_a_warning():
    assert found(read(xlsx([[*KOP, "Verwachte inbedr.name"], [*RIJ, 2029]])), "XA-L011") == [
        ("E1", "Verwachte inbedr.name")
    ]


def test_a_setting_decides_and_an_unused_setting_is_reported():
    lijst = read(
        xlsx([["Nr", "Werktitel", "Fase"], ["1", "A", "project"]]),
        kolommen={"werktitel": "projectnaam", "Weg": "doel"},
    )
    assert texts(lijst, "projectnaam") == ["A"]
    assert [c.how for c in lijst.columns][1] == "instelling"
    assert found(lijst, "XA-L014") == [("", "Weg")]


def test_settings_alone_can_make_a_header_row():
    lijst = read(xlsx([["P", "Q"], ["1", "A"]]), kolommen={"P": "project_id", "Q": "projectnaam"})
    assert texts(lijst, "projectnaam") == ["A"]


def test_a_core_column_that_is_missing_is_one_error():
    lijst = read(xlsx([["Projectnaam", "Gemeente"], ["A", "Diemen"], ["B", "Almere"]]))
    assert [f.details["veld"] for f in lijst.findings if f.code == "XA-L003"] == [
        "Projectnummer",
        "Projectfase",
    ]


def test_a_table_without_rows_is_an_error():
    assert len(found(read(xlsx([KOP])), "XA-L004")) == 1


# --- cells --------------------------------------------------------------------------------------------


def test_an_error_cell_is_an_error_finding_and_not_a_blank():
    lijst = read(xlsx([KOP, ["1", "A", Formula("=Z1", "#REF!"), "project"]]))
    assert found(lijst, "XA-L030") == [("C2", "#REF!")]


@pytest.mark.parametrize("text", ["#N/B", "#VERW!", " #REF! ", "Err:502"])
def test_the_text_of_an_error_in_a_csv_is_an_error_finding_and_no_value(text):
    lijst = read(csv_bytes([KOP, ["1", "A", text, "project"]]), "lijst.csv")
    assert texts(lijst, "gemeente") == [""]
    assert found(lijst, "XA-L030") == [("C2", text.strip())]


def test_a_row_with_only_an_error_cell_is_still_a_row():
    assert len(read(xlsx([KOP, RIJ, [Formula("=Z1", "#REF!")]])).projects) == 2


def test_combined_cells_are_split_and_point_to_the_cell_they_came_from():
    kop = ["Nr", "Naam en locatie", "Tijdspad en IBN", "Omschrijving", "Fase"]
    row = [
        "1",
        "Station Noord, Lelystad",
        "Besluit 2027; IBN 2029",
        "Nieuw. Aanleiding: vol. Doel: ruimte",
        "project",
    ]
    project = read(xlsx([kop, row])).projects[0]
    assert {key: (value.raw, value.source.cell) for key, value in project.values.items()} == {
        "project_id": ("1", "A2"),
        "projectnaam": ("Station Noord", "B2"),
        "gemeente": ("Lelystad", "B2"),
        "tijdspad": ("Besluit 2027", "C2"),
        "ibn": ("2029", "C2"),
        "omschrijving": ("Nieuw.", "D2"),
        "aanleiding": ("vol.", "D2"),
        "doel": ("ruimte", "D2"),
        "projectfase": ("project", "E2"),
    }


def test_a_combined_cell_that_does_not_split_stays_whole_and_is_reported():
    lijst = read(xlsx([["Nr", "Projectnaam", "Tijdspad en IBN"], ["1", "A", "Besluit 2027, bouw 2028"]]))
    assert texts(lijst, "tijdspad") == ["Besluit 2027, bouw 2028"]
    assert found(lijst, "XA-L032") == [("C2", "Besluit 2027, bouw 2028")]


def test_a_year_under_tijdspad_and_ibn_is_the_ibn():
    assert (
        read(xlsx([["Nr", "Projectnaam", "Tijdspad en IBN"], ["1", "A", 2028]])).projects[0].values["ibn"].raw
        == 2028
    )


def test_a_part_never_pushes_out_what_its_own_column_says():
    lijst = read(
        xlsx([["Nr", "Projectnaam", "Omschrijving", "Doel"], ["1", "A", "Aanleiding: x Doel: y", "z"]])
    )
    assert (texts(lijst, "omschrijving"), texts(lijst, "doel")) == (["Aanleiding: x Doel: y"], ["z"])


def test_several_names_in_a_cell_stay_as_written():
    assert texts(
        read(xlsx([KOP, ["1", "A", "Nuenen, Gerwen en Nederwetten; Son en Breugel", "x"]])), "gemeente"
    ) == ["Nuenen, Gerwen en Nederwetten; Son en Breugel"]


def test_numbers_as_text_and_text_dates_stay_as_given():
    values = read(xlsx([["Nr", "Projectnaam", "IBN"], ["1.10", "A", "1-3-2027"]])).projects[0].values
    assert (values["project_id"].raw, values["ibn"].raw) == ("1.10", "1-3-2027")


def test_dates_counted_from_1904_are_right():
    values = (
        read(xlsx([["Nr", "Projectnaam", "IBN"], ["1", "A", date(2027, 3, 1)]], date1904=True))
        .projects[0]
        .values
    )
    assert values["ibn"].raw == date(2027, 3, 1)


def test_a_list_in_strict_open_xml_is_read():
    def text(ref, value):
        return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'

    rows = f'<row r="1">{text("A1", "Nr")}{text("B1", "Projectnaam")}{text("C1", "IBN")}</row>'
    rows += f'<row r="2">{text("A2", "1")}{text("B2", "A")}<c r="C2" t="d"><v>2027-03-01</v></c></row>'
    values = read(raw_xlsx(f"<sheetData>{rows}</sheetData>", strict=True)).projects[0].values
    assert values["ibn"].raw == date(2027, 3, 1)


def test_a_csv_list_is_read():
    lijst = read(csv_bytes([KOP, RIJ], encoding="cp1252"), "lijst.csv")
    assert texts(lijst, "projectnaam") == ["Station Noord"]
    assert [f.code for f in lijst.findings] == ["XA-L158"]


def test_a_column_with_years_does_not_take_the_ibn_from_a_header_that_looks_like_it():
    table = [
        ["Nr", "Naam", "Fase", "Gemeente", "Verwachte inbedr.name", "Wanneer"],
        ["1", "Station", "Project", "Ede", 2029, 2027],
        ["2", "Kabel", "Realisatie", "Ede", 2030, 2028],
        ["3", "Leiding", "Project", "Ede", 2031, 2026],
    ]
    lijst = read_lijst(read_grid(xlsx(table), "l.xlsx"), vocabulary=load_vocabulary())
    fields = {column.kop: column.field for column in lijst.columns}
    assert fields["Verwachte inbedr.name"] == "ibn"
    assert fields["Wanneer"] != "ibn"
