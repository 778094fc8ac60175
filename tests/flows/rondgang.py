"""The builder for tests of the round trip: a small master, issued copies, and returns filled in by field."""

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache

import openpyxl
from masters import master, project, settings

from actielijst_xl.model.address import row_of
from actielijst_xl.model.decisions import Key, RowRef
from actielijst_xl.model.field import Rol
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.master import Master, read_master
from actielijst_xl.reading.retour import examine_retour
from actielijst_xl.usecases import rondgang
from actielijst_xl.usecases.rondgang import Samengevoegd, Uitgegeven

SETTINGS = settings(provincie={"naam": "Voorbeeldland"})
FIELDS = SETTINGS.fields
MOMENT = datetime(2026, 11, 10, 12, 0)
DEADLINE = date(2026, 11, 20)
LELYSTAD, URK, LIANDER, TENNET = "Gemeente Lelystad", "Gemeente Urk", "Liander", "TenneT"
PARTIJEN = (LELYSTAD, URK, LIANDER, TENNET)

PROJECTS = (
    project(
        "NH-1",
        "Station Noordkade",
        rij=2,
        projectfase="Planuitwerkingsfase",
        gemeente="Lelystad",
        netbeheerder="Liander",
        type_infra="Nieuw station",
        ibn=2029,
        omschrijving="Nieuw station",
        haalbaarheid_ibn=2030,
        oordeel="Aandacht",
        aandachtspunten="Geen locatie",
        afspraken=(
            {"activiteit": "Projectbesluit maken", "trekker": LELYSTAD, "planning": date(2027, 2, 15)},
            {"activiteit": "Grond kopen", "trekker": "Liander", "planning": 2025, "status": "Loopt"},
        ),
        overige={"Score": 7},
    ),
    project(
        "NH-2",
        "Kabel Zuid",
        rij=3,
        projectfase="Projectfase",
        gemeente="Lelystad; Urk",
        netbeheerder="Liander; TenneT",
        type_infra="Nieuwe kabel",
        ibn="Q3 2028",
        doel="Ruimte voor woningen",
        in_ip=True,
        afspraken=({"activiteit": "Tracé kiezen", "trekker": URK, "planning": "Q2 2027", "status": "Loopt"},),
    ),
    project(
        "NH-3",
        "Station Haven",
        rij=4,
        projectfase="Realisatiefase",
        gemeente="Urk",
        netbeheerder="TenneT",
        type_infra="Uitbreiding station",
        ibn=2027,
        haalbaarheid_ibn=2027,
        oordeel="Op schema",
    ),
    project(
        "NH-4",
        "Verzwaring Polder",
        rij=5,
        projectfase="Verkenningsfase",
        netbeheerder="TenneT",
        type_infra="Uitbreiding station",
        ibn=">2031",
        haalbaarheid_ibn=2033,
        oordeel="Aandacht",
        vraag_energyboard="Wie betaalt?",
    ),
)

Retour = tuple[str, bytes]


@cache
def made() -> bytes:
    """The master as generated."""
    return master(PROJECTS, own=SETTINGS)


def issue(
    data: bytes, *, per: Iterable[Rol] = (Rol.GEMEENTE, Rol.NETBEHEERDER), **given: object
) -> Uitgegeven:
    """Hand a master out."""
    options = {"settings": SETTINGS, "moment": MOMENT, "deadline": DEADLINE} | given
    return rondgang.issue(data, "actielijst.xlsx", per=per, **options)


@cache
def issued() -> Uitgegeven:
    """The first uitgifte of the small master."""
    return issue(made())


def copy_of(partij: str, uitgegeven: Uitgegeven | None = None) -> bytes:
    """The workbook that a party got."""
    found = uitgegeven or issued()
    naam = next(p.bestandsnaam for p in found.partijen if p.naam == partij)
    return next(data for file, data in found.bestanden.items() if file.endswith(f"-{naam}.xlsx"))


def merge(data: bytes, *retouren: Retour | bytes, moment: datetime = MOMENT) -> Samengevoegd:
    """Merge returns; bare bytes get a name."""
    named = [r if isinstance(r, tuple) else (f"retour-{n}.xlsx", r) for n, r in enumerate(retouren, 1)]
    return rondgang.merge(data, "actielijst.xlsx", named, settings=SETTINGS, moment=moment)


# --- fields by name ----------------------------------------------------------------------------------


def veld(fiche: int, key: str) -> Key:
    """A field of a fiche, of Monitoring or of the Hoofddocument (fiche 0)."""
    return Key(f"nh-{fiche}" if fiche else "", FIELDS[key].tabel.value, "", key)


def rij(fiche: int, number: int, key: str) -> Key:
    """A field of a row of afspraken."""
    return Key(f"nh-{fiche}", "afspraak", f"nh-{fiche}/a{number:02d}", key)


def read(data: bytes) -> Master:
    """A master as the merge reads it."""
    return read_master(read_grid(data, "actielijst.xlsx"), fields=FIELDS, data=data)


def shown(data: bytes) -> dict[Key, object]:
    """What stands in the fields of a master; blank ones left out."""
    cells = read(data).cells
    return {Key(*ref, key): v for ref, row in cells.items() for key, v in row.items() if v not in (None, "")}


def changed(before: bytes, after: bytes) -> dict[Key, object]:
    """The fields in which two masters differ, with what the second one says."""
    old, new = shown(before), shown(after)
    return {key: new.get(key) for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def places(data: bytes) -> dict[Key, tuple[str, str]]:
    """Where each field of a copy stands: sheet and address; spare rows too."""
    found = examine_retour(read_grid(data, "retour.xlsx"), fields=FIELDS, data=data).retour
    return {
        Key(row.fiche, row.tabel, row.rij or "", key): (row.sheet, cell.address)
        for row in found.rows
        for key, cell in row.cells.items()
    }


def fill(data: bytes, values: Mapping[Key, object]) -> bytes:
    """A copy with fields filled in, as Excel would save it: formulas keep their values."""
    where = places(data)
    return apply_edits(
        data, [SetCell(sheet=where[k][0], cell=where[k][1], value=v) for k, v in values.items()]
    )


def type_in_master(data: bytes, values: Mapping[Key, object]) -> bytes:
    """A master in which the province typed in fields."""
    where = read(data).places
    return apply_edits(
        data,
        [SetCell(sheet=where[k].sheet, cell=where[k].address, value=v) for k, v in values.items()],
    )


def through_openpyxl(data: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """Open, change and save with openpyxl: formulas lose their values."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def retour(partij: str, values: Mapping[Key, object], uitgegeven: Uitgegeven | None = None) -> bytes:
    """The return of a party that filled these fields in."""
    return fill(copy_of(partij, uitgegeven), values)


def read_words(data: bytes) -> dict[str, list[str]]:
    """Every text on the sheets of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {s.title: [c.value for row in s for c in row if isinstance(c.value, str)] for s in book}


# --- the books of a master ---------------------------------------------------------------------------


def book(data: bytes, naam: str) -> list[dict[str, object]]:
    """The rows of Conflicten, Uitgiftes, Logboek, ... that are not blank, as values per column key."""
    return [{key: cell.value for key, cell in row.items()} for row in read(data).tabellen[naam].rijen]


def decide(data: bytes, besluiten: Mapping[int, str | tuple[str, str]]) -> bytes:
    """A master in which Besluit is filled in, by row of Conflicten from 0; with its own text if a pair."""
    tabel = read(data).tabellen["conflicten"]
    edits = []
    for at, besluit in besluiten.items():
        keuze, eigen = besluit if isinstance(besluit, tuple) else (besluit, None)
        number = row_of(tabel.rijen[at]["nr"].address)
        for key, value in (("besluit", keuze), ("eigen_tekst", eigen)):
            if value is not None:
                edits.append(SetCell(sheet=tabel.sheet, cell=f"{tabel.kolommen[key]}{number}", value=value))
    return apply_edits(data, edits)


def counts(merged: Samengevoegd, at: int = 0) -> dict[str, int]:
    """What became of the edits of one return, by outcome; zeros left out."""
    ledger = merged.verslagen[at].ledger
    return {outcome.value: n for outcome, n in ledger.counts.items() if n} if ledger else {}


def row_ref(fiche: int, number: int) -> RowRef:
    """A row of afspraken."""
    return RowRef(f"nh-{fiche}", "afspraak", f"nh-{fiche}/a{number:02d}")


def damage_administration(data: bytes) -> bytes:
    """A master in which somebody changed the packed administration on the hidden sheet."""
    grid = read_grid(data, "actielijst.xlsx")
    sheet = next(s for s in grid.sheets if s.name == "_beheer")
    row = next(n for n, cells in enumerate(sheet.rows, 1) if cells[0] == "pakket" and cells[1] == "1")
    return apply_edits(data, [SetCell(sheet="_beheer", cell=f"C{row}", value="dit is niet meer leesbaar")])
