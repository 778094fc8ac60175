"""A list as rows of fields: what a new master remembers is what a reader finds in it."""

from pathlib import Path

import pytest
from masters import PEILDATUM, actielijst, project, settings

from actielijst_xl import usecases
from actielijst_xl.model.canon import canon
from actielijst_xl.model.decisions import RowRef
from actielijst_xl.model.stand import to_rows
from actielijst_xl.usecases.open_master import open_master

SAMPLES = Path(__file__).parent.parent / "sample_data"
SETTINGS = settings(provincie={"naam": "Voorbeeldland"})


def forms(rows):
    """Every filled field in canonical form."""
    fields = SETTINGS.fields
    return {
        (ref, veld): form
        for ref, row in rows.items()
        for veld, value in row.items()
        if (form := canon(value, fields[veld].soort if veld in fields else "tekst"))
    }


@pytest.mark.parametrize("name", ["pmiek_lijst", "lijst_andere_koppen", "lijst_met_fouten"])
def test_what_a_new_master_remembers_is_what_the_reader_finds(name):
    made = usecases.generate(
        SAMPLES / f"{name}.xlsx", settings=SETTINGS, peildatum=PEILDATUM, ook_met_fouten=True
    )
    opened = open_master(made.data, "actielijst.xlsx", SETTINGS)
    without_sheet = {RowRef(f.fiche_id, "project", "") for f in made.actielijst.zonder_locatie}
    rows = {
        ref: row for ref, row in to_rows(made.actielijst, SETTINGS.fields).items() if ref not in without_sheet
    }
    assert forms(opened.rows()) == forms(rows)
    assert opened.master.cells.keys() == rows.keys()
    assert opened.state.lijst == {
        ref: row for ref, row in to_rows(made.actielijst, SETTINGS.fields).items() if ref.fiche
    }


def test_a_project_without_location_has_its_fields_but_no_afspraken():
    lijst = actielijst(
        [
            project(
                "V-1", "Nieuw", projectfase="Verkenningsfase", doel="Ruimte", afspraken=({"activiteit": "A"},)
            )
        ]
    )
    rows = to_rows(lijst, SETTINGS.fields)
    assert rows[RowRef("v-1", "project", "")]["doel"] == "Ruimte"
    assert not [ref for ref in rows if ref.tabel == "afspraak"]


def test_a_truth_value_is_the_word_in_the_cell_and_a_blank_one_is_nothing():
    lijst = actielijst([project("P-1", "A", projectfase="Projectfase", gemeente="Urk", in_ip=True, doel="")])
    row = to_rows(lijst, SETTINGS.fields)[RowRef("p-1", "project", "")]
    assert (row["in_ip"], row["doel"]) == ("Ja", None)
