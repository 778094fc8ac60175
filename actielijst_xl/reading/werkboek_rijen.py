"""The row ids of afspraken: as they stand on the sheet, else by the visible number, else by position."""

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from actielijst_xl.model.decisions import RowRef
from actielijst_xl.model.fields import Tabel
from actielijst_xl.reading.werkboek import Fiche
from actielijst_xl.reading.werkboek_fiche import Regel, split_nr


class Bron(StrEnum):
    """What a row id comes from."""

    SLEUTEL = "rij-id"
    NUMMER = "nummer"
    POSITIE = "positie"
    GEEN = "geen"


class Benoemd(NamedTuple):
    """A row of afspraken with its id; None for a row that has none."""

    regel: Regel
    rij: str | None
    bron: Bron


def rows_by_number(nrs: Mapping[RowRef, str]) -> dict[str, dict[str, str]]:
    """The row id of each afspraak by fiche and visible number, from a register of numbers by row."""
    found: dict[str, dict[str, str]] = {}
    for ref, nr in nrs.items():
        if ref.tabel == Tabel.AFSPRAAK:
            found.setdefault(ref.fiche, {})[nr] = ref.rij
    return found


def with_ids(fiche: Fiche, rij_by_nr: Mapping[str, str]) -> list[Benoemd]:
    """Give each row of a fiche its id.

    Args:
        fiche: The fiche.
        rij_by_nr: Row id per visible number, as the register of the province has it; may be empty: then
            the number itself says it (`NH-012-A03` is `nh-012/a03`).
    """
    regels, tabel = fiche.vondst.regels, fiche.vondst.tabel
    if tabel and not {"rij_id", "nr"} & set(tabel.cols):
        first = tabel.first - 1  # blank rows count too
        return [Benoemd(r, f"{fiche.fiche_id}/a{r.row - first:02d}", Bron.POSITIE) for r in regels]
    used = {regel.rij for regel in regels if regel.rij}
    often = Counter(regel.nr for regel in regels if regel.nr)
    id_of_number = ids_by_number(fiche)

    def named(regel: Regel) -> Benoemd:
        if regel.rij:
            return Benoemd(regel, regel.rij, Bron.SLEUTEL)
        rij = rij_by_nr.get(regel.nr) or id_of_number(regel.nr)
        if rij and rij not in used and often.get(regel.nr) == 1:
            return Benoemd(regel, rij, Bron.NUMMER)
        return Benoemd(regel, None, Bron.GEEN)

    return [named(regel) for regel in regels]


def ids_by_number(fiche: Fiche) -> Callable[[str], str]:
    """How to tell the row id that a visible number got when the fiche was made.

    Returns:
        A function from a visible number to the row id; to "" for the number of another fiche.
    """
    known = (fiche.vondst.nummer or fiche.vondst.nummer_in_tabel).casefold()

    def id_of_number(nr: str) -> str:
        nummer, at = split_nr(nr)
        return f"{fiche.fiche_id}/a{at:02d}" if nummer and nummer.casefold() == known else ""

    return id_of_number
