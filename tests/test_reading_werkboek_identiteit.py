"""Who a returned workbook is: any one layer is enough, and layers that disagree are told."""

import pytest

from actielijst_xl.errors import InputError
from actielijst_xl.reading import retour as retour_module
from actielijst_xl.reading.grid import Grid, Sheet, read_grid
from tests import masters
from tests.retour_builders import (
    FIELDS,
    PARTIJ,
    UITGIFTE,
    codes,
    examine,
    is_fiche,
    issued,
    issued_grid,
    on_sheets,
    projects,
)

FICHE = "NH-001 Station 1 – Noord"


# --- identity ----------------------------------------------------------------------------------------

LAYERS = ("fiches", "leeswijzer", "beheer", "eigenschappen")


def only(layer: str, data: bytes) -> tuple[Grid, bytes]:
    """The copy with the identity in one layer only."""

    def change(name, rows):
        if name == "Leeswijzer" and layer != "leeswijzer":
            return [row[:3] for row in rows]
        if name == "_beheer" and layer != "beheer":
            return None
        if is_fiche(name) and layer != "fiches":
            return [
                [None if str(v).startswith(("uitgifte:", "ontvanger:")) else v for v in row] for row in rows
            ]
        return rows

    return on_sheets(read_grid(data, "retour.xlsx"), change), data if layer == "eigenschappen" else b""


@pytest.mark.parametrize("layer", LAYERS)
def test_one_layer_of_identity_is_enough(layer):
    grid, data = only(layer, issued())
    gelezen = retour_module.examine_retour(grid, fields=FIELDS, data=data)
    assert gelezen.retour.uitgifte == UITGIFTE
    assert gelezen.retour.recipient == PARTIJ


def test_a_copy_that_names_no_party_anywhere_is_told():
    def change(name, rows):
        if name == "Leeswijzer":
            return [row[:3] for row in rows]
        return None if name == "_beheer" else [[_without_party(v) for v in row] for row in rows]

    gelezen = retour_module.examine_retour(on_sheets(issued_grid(), change), fields=FIELDS)
    assert (gelezen.retour.recipient, "XA-L188" in codes(gelezen)) == ("", True)


def _without_party(value):
    return None if str(value).startswith("ontvanger:") else value


def test_layers_that_disagree_are_told_and_the_majority_counts():
    def change(name, rows):
        if name == "_beheer":
            return [["u-ander" if v == UITGIFTE else v for v in row] for row in rows]
        return rows

    gelezen = retour_module.examine_retour(on_sheets(issued_grid(), change), fields=FIELDS, data=issued())
    assert gelezen.retour.uitgifte == UITGIFTE
    assert codes(gelezen) == {"XA-L174"}


@pytest.mark.libreoffice
def test_document_properties_of_an_ods_count_as_a_layer(libreoffice):
    data = libreoffice(issued(), "ods")
    grid, _ = only("", issued())
    assert retour_module.examine_retour(grid, fields=FIELDS, data=data).retour.recipient == PARTIJ


def test_a_copy_without_any_identity_is_refused_with_a_reason():
    with pytest.raises(InputError) as caught:
        examine(only("", issued())[0])
    assert caught.value.code == "XA-L172"


def test_a_workbook_of_somebody_else_is_no_actielijst():
    other = Sheet(name="Blad1", state="visible", rows=[["Naam", "Bedrag"], ["Jan", 3]])
    with pytest.raises(InputError) as caught:
        examine(Grid(file="x.xlsx", kind="xlsx", sheets=(other,)))
    assert caught.value.code == "XA-L170"


def test_the_master_itself_is_no_return():
    with pytest.raises(InputError) as caught:
        examine(masters.master(projects()))
    assert caught.value.code == "XA-L171"


def test_the_visible_number_tells_whose_sheet_it_is_when_contents_were_pasted_over_another_fiche():
    grid = issued_grid(3)
    source = next(s for s in grid.sheets if s.name.startswith("NH-003")).rows

    def change(name, rows):
        if name.startswith("NH-002"):
            return [[*source[at][:8], *row[8:]] for at, row in enumerate(rows)]
        return None if name.startswith("NH-003") else rows

    gelezen = examine(on_sheets(grid, change))
    assert {row.fiche for row in gelezen.retour.rows if row.tabel == "project"} == {"nh-001", "nh-003"}
    assert "XA-L177" in codes(gelezen)
