"""What an .ods keeps of other files is no sheet of its own; a sheet linked to another file is one."""

from hostile import ods, ods_cell

from actielijst_xl.reading.grid import read_grid

SOURCE = '<table:table-source table:table-name="Blad9"/>'


def table(name, *, source=SOURCE):
    row = f"<table:table-row>{ods_cell(text=name[:3])}</table:table-row>"
    return f'</table:table><table:table table:name="{name}">{source}{row}'


def names(*tables):
    first = f"<table:table-row>{ods_cell()}</table:table-row>"
    return [sheet.name for sheet in read_grid(ods(first + "".join(tables)), "x.ods").sheets]


def test_the_cells_that_libreoffice_keeps_of_another_file_are_no_sheet():
    cached = table("'file:///map/ander.xlsx'#Blad9")
    assert names(cached, table("Blad2", source="")) == ["Blad1", "Blad2"]


def test_a_sheet_that_a_person_links_to_another_file_is_read():
    assert names(table("Gekoppeld")) == ["Blad1", "Gekoppeld"]


def test_a_sheet_with_an_odd_name_that_is_linked_to_nothing_is_read():
    assert names(table("'a'#b", source="")) == ["Blad1", "'a'#b"]
