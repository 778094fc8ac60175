"""What stands on the sheets of a master beside the fields: the overige gegevens of each fiche."""

from collections.abc import Iterator, Mapping
from itertools import takewhile

from actielijst_xl.model.address import address
from actielijst_xl.model.document import OVERIG, Overig, Scalar, Source, Value
from actielijst_xl.reading.grid import Grid, Sheet

_ROW, _BEHIND = "/o", 2  # the row id on the Overzicht; the vervolg stands two columns further
_TYPEN, _JAREN, _REST = "Type infra", "Haalbaar IBN-jaar", "Ander type"


def read_overige(grid: Grid, bladen: Mapping[str, str]) -> dict[str, tuple[Overig, ...]]:
    """Read the overige gegevens per fiche.

    Args:
        grid: The master.
        bladen: Name of the sheet per fiche id.

    Returns:
        Per fiche id its rows with an `overig:` key: the first text of the row is the header, the next cell
        with something in it the value. A fiche without such rows has an empty tuple.
    """
    sheets = {sheet.name: sheet for sheet in grid.sheets}
    return {fiche_id: tuple(_rows(sheets[name])) for fiche_id, name in bladen.items() if name in sheets}


def read_tellingen(grid: Grid) -> tuple[tuple[str, ...] | None, tuple[int, ...]]:
    """Read what the Hoofddocument counts: types of infra, and years; None and () when not found."""
    for sheet in grid.sheets:
        first = [row[0] if row else None for row in sheet.rows]
        if _TYPEN in first and _JAREN in first:
            typen = takewhile(lambda text: not str(text).startswith(_REST), first[first.index(_TYPEN) + 1 :])
            jaren = takewhile(lambda cell: isinstance(cell, int | float), first[first.index(_JAREN) + 1 :])
            return tuple(map(str, typen)), tuple(int(jaar) for jaar in jaren if isinstance(jaar, int | float))
    return None, ()


def read_vervolg(grid: Grid, overzicht: str) -> dict[str, Scalar]:
    """Read the vervolg that the Overzicht keeps behind each project without a fiche, by fiche id."""
    rows = next((sheet.rows for sheet in grid.sheets if sheet.name == overzicht), ())
    return {
        cell.removesuffix(_ROW): row[col + _BEHIND]
        for row in rows
        for col, cell in enumerate(row[: len(row) - _BEHIND])
        if isinstance(cell, str) and cell.endswith(_ROW)
    }


def _rows(sheet: Sheet) -> Iterator[Overig]:
    for row, cells in enumerate(sheet.rows):
        if [1 for cell in cells if cell.__class__ is str and cell.startswith(OVERIG)]:
            filled = [(col, cell) for col, cell in enumerate(cells) if not _is_blank(cell)]
            plain = [(col, cell) for col, cell in filled if not str(cell).startswith(OVERIG)]
            if len(plain) >= 2:
                (_, kop), (col, value) = plain[0], plain[1]
                source = Source(sheet=sheet.name, cell=address(row, col))
                yield Overig(kop=str(kop), value=Value(raw=value, source=source))


def _is_blank(cell: Scalar) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
