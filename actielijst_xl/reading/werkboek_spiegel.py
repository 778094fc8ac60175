"""Values typed over the formulas that repeat a field elsewhere: on Overzicht, Monitoring and the panel."""

from collections.abc import Iterator, Mapping

from actielijst_xl.model.canon import Value, canon
from actielijst_xl.model.decisions import RowRef, Rows, Unreadable
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.reading.werkboek import Fiche, TabelBlad, Werkboek, monitoring_rows
from actielijst_xl.reading.werkboek_blad import Content, Place, form, right_of

_TILES = {"IBN haalbaar": "haalbaarheid_ibn", "Oordeel": "oordeel"}
_FOR_BLANK = frozenset({"onbekend", "n.t.b."})  # what a formula shows when the field is blank


class Spiegel:
    """Tells whether a cell that repeats a field shows that field, or something that somebody typed.

    Args:
        werkboek: The workbook.
        fields: The table of fields.
        basis: What was issued: a formula that was not calculated again still shows that. None: no cell is
            ever called typed.
    """

    def __init__(self, werkboek: Werkboek, fields: Fields, basis: Rows | None) -> None:
        self.fields = fields
        self.basis = basis
        self.now: dict[tuple[str, str], Content] = {}
        if basis is not None:
            self._read(werkboek)

    def _read(self, werkboek: Werkboek) -> None:
        for fiche in werkboek.fiches:
            if fiche.origineel:
                cells = fiche.vondst.velden
                self.now |= {(fiche.fiche_id, key): cell.value for key, cell in cells.items()}
        for tabel in werkboek.tabellen.get("monitoring", ())[:1]:
            cols = tabel.gevonden.cols
            own = [field.key for field in self.fields.of(Tabel.MONITORING) if field.key in cols]
            for rij in monitoring_rows(werkboek, tabel):
                for key in own:
                    self.now[rij.fiche_id, key] = tabel.blad.get(rij.row, cols[key])

    def overtyped(self, tabel: TabelBlad, about: Mapping[int, str]) -> Iterator[Place]:
        """The cells of an overview in which something else stands than the field that they repeat.

        Args:
            tabel: Monitoring or Overzicht.
            about: Fiche id per row.
        """
        own: frozenset[str] = frozenset()
        if tabel.gevonden.vorm.naam == "monitoring":
            own = frozenset(field.key for field in self.fields.of(Tabel.MONITORING))
        repeated = {
            key: col for key, col in tabel.gevonden.cols.items() if key in self.fields and key not in own
        }
        for row, fiche_id in about.items():
            for key, col in repeated.items():
                if self._is_typed(fiche_id, key, tabel.blad.get(row, col)):
                    yield row, col

    def hidden(self, tabel: TabelBlad, about: Mapping[int, str]) -> Iterator[Place]:
        """The cells right of the row ids that repeat the Vervolg of a fiche for the key figures.

        Args:
            tabel: Overzicht.
            about: Fiche id per row.
        """
        rij_id = tabel.gevonden.cols.get("rij_id")
        if rij_id is None:
            return
        for row, fiche_id in about.items():
            said = self.now.get((fiche_id, "vervolg"))
            behind = ((row, col) for col in range(rij_id + 1, rij_id + 4))
            yield from (place for place in behind if said is not None and tabel.blad.get(*place) == said)

    def overtyped_tiles(self, fiche: Fiche) -> Iterator[Place]:
        """The tiles of the panel in which something else stands than the field that they repeat."""
        blad = fiche.blad
        for label, key in _TILES.items():
            for row, col in blad.find(label):
                place = right_of(blad, row, col)
                if (
                    col > fiche.vondst.value_col
                    and place
                    and self._is_typed(fiche.fiche_id, key, blad.get(*place))
                ):
                    yield place

    def _is_typed(self, fiche_id: str, key: str, value: Content) -> bool:
        """Whether a value is neither that of its field now, nor the one that was issued."""
        if self.basis is None or value is None or isinstance(value, Unreadable):
            return False
        if key == "project_id" and not isinstance(value, str):  # 1.10 that a program made a number of
            return False
        now = self.now.get((fiche_id, key), Unreadable.CELL)
        if value.__class__ is now.__class__ and value == now:  # most are, and need no canonical form
            return False
        field = self.fields[key]
        ref = RowRef(fiche_id, field.tabel.value, "")
        if (fiche_id, key) not in self.now or ref not in self.basis or value == 0:  # an .xls keeps text as 0
            return False
        known: list[Value] = [self.basis[ref].get(key)]
        known += [] if isinstance(now, Unreadable) else [now]
        if None in known and form(str(value)) in _FOR_BLANK:
            return False
        return canon(value, field.soort) not in {canon(one, field.soort) for one in known}
