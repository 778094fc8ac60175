"""The tables of a master: where rows are added, and what the official decided on Conflicten."""

import re
from collections.abc import Iterator, Mapping, Sequence

from actielijst_xl.model.address import column_letters
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import Besluit, Cell, Keuze, Unreadable
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.tabellen import NAMEN, afspraken_name
from actielijst_xl.reading.master_vorm import TabelPlek
from actielijst_xl.reading.werkboek_blad import Blad, as_text, form
from actielijst_xl.reading.werkboek_tabel import Gevonden

BOEKEN = tuple(NAMEN)

_RETOUR = re.compile(r"retour(?: (\d{1,3}))?(?: overnemen)?")


def table_place(blad: Blad, gevonden: Gevonden) -> TabelPlek:
    """Where a table stands, with its rows."""
    return _place(blad, gevonden, NAMEN[gevonden.vorm.naam], tuple(cells for _, cells in gevonden.rows(blad)))


def afspraken_place(blad: Blad, gevonden: Gevonden, fiche_id: str) -> TabelPlek:
    """Where the table of afspraken of a fiche stands; its rows are read with the fiche."""
    return _place(blad, gevonden, afspraken_name(fiche_id), ())


def _place(blad: Blad, gevonden: Gevonden, naam: str, rijen: tuple[Mapping[str, Cell], ...]) -> TabelPlek:
    return TabelPlek(
        tabel=naam,
        sheet=blad.name,
        koppen={key: blad.text(gevonden.head, col) for key, col in gevonden.cols.items()},
        kolommen={key: column_letters(col) for key, col in gevonden.cols.items()},
        rijen=rijen,
        kop_rij=gevonden.head + 1,
    )


def read_besluiten(tabel: TabelPlek | None, file: str) -> tuple[list[Besluit], list[Finding]]:
    """Read what was filled in on Conflicten; a row without a choice decides nothing."""
    besluiten: list[Besluit] = []
    findings: list[Finding] = []
    for row in tabel.rijen if tabel else ():
        keuze, eigen = (row.get(key, Cell(None)) for key in ("besluit", "eigen_tekst"))
        conflict = as_text(row["sleutel"].value) if "sleutel" in row else ""
        if not as_text(keuze.value):
            if conflict and as_text(_readable(eigen)):
                findings.append(_about("XA-L199", file, tabel.sheet if tabel else "", eigen))
            continue
        choice = parse_keuze(as_text(keuze.value))
        if choice is None or not conflict:
            code = "XA-L183" if choice else "XA-L182"
            findings.append(_about(code, file, tabel.sheet if tabel else "", keuze))
            continue
        besluiten.append(
            Besluit(conflict=conflict, keuze=choice[0], kandidaat=choice[1], eigen_tekst=_readable(eigen))
        )
    return besluiten, findings


def parse_keuze(text: str) -> tuple[Keuze, int | None] | None:
    """What a text in the column Besluit means: the choice, and which candidate it names."""
    said = form(text)
    if found := _RETOUR.fullmatch(said):
        return Keuze.RETOUR, int(found[1]) if found[1] else None
    keuze = next((keuze for keuze in Keuze if form(keuze.value) == said), None)
    return (keuze, None) if keuze else None


def _readable(cell: Cell) -> Value:
    return None if isinstance(cell.value, Unreadable) else cell.value


def _about(code: str, file: str, sheet: str, cell: Cell) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WAARSCHUWING,
        file=file,
        sheet=sheet,
        cell=cell.address,
        value=as_text(cell.value),
    )


def missing_tables(found: Mapping[str, TabelPlek], names: Sequence[str], file: str) -> Iterator[Finding]:
    """Say which tables are not there any more."""
    for naam in names:
        if naam not in found:
            yield Finding(code="XA-L186", severity=Severity.FOUT, file=file, details={"tabel": NAMEN[naam]})
