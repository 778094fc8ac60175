"""Make the sample round in `ronde/`: `python sample_data/maak_ronde.py`. It runs the product itself.

List -> master -> first uitgifte -> a change by the province -> second uitgifte -> returns of the parties.
What they answer is made up: it stands in `bron/antwoorden.toml`. Two returns are made by LibreOffice; where
that is not installed, the ones that are there stay.
"""

import csv
import io
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

from actielijst_xl.model.decisions import Key
from actielijst_xl.model.document import display
from actielijst_xl.model.field import Rol
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.master import Master, read_master
from actielijst_xl.reading.retour import examine_retour
from actielijst_xl.usecases import generate, load_settings, rondgang, uitvoeren
from actielijst_xl.usecases.rondleiding import lees_inzendingen, vul_in

MAP = Path(__file__).parent
RONDE = MAP / "ronde"
UITKOMSTEN, WAARDEN = "verwacht_uitkomsten.csv", "verwacht_waarden.csv"
SETTINGS = load_settings(environ={}, flags={("provincie", "naam"): "Voorbeeldland"})
PEILDATUM = date(2026, 11, 1)
DEADLINE = date(2026, 11, 30)
EERSTE, TWEEDE, SAMEN = (
    datetime.combine(dag, time(9)) for dag in (date(2026, 11, 2), date(2026, 11, 16), date(2026, 12, 1))
)
GEMEENTEN = ("Almere", "Diemen", "Lelystad", "Noordoostpolder", "Urk", "Zeewolde")
PARTIJEN = tuple(f"Gemeente {naam}" for naam in GEMEENTEN)
DOEL = Key("vl-01", "project", "", "doel")
NIEUW_DOEL = "Meer ruimte op het landelijke net tussen Noord-Holland en Flevoland, vóór 2034."
# What is typed in the row that is inserted in the table of Lelystad, by field.
INGEVOEGD = {"activiteit": "Omwonenden van de Larserringweg uitnodigen", "planning": "Q1 2027"}
TE_LAAT = "Gemeente Diemen"  # answers the first uitgifte; the other copies of it are of no use here
MET_LIBREOFFICE = ("almere.ods", "lelystad.xlsx")

Bestanden = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgegeven:
    """The master after both uitgiftes, and the copies of each of them by party."""

    master: bytes
    kopieen: tuple[Mapping[str, tuple[str, bytes]], ...]


def lees(master: bytes) -> Master:
    return read_master(read_grid(master, "actielijst.xlsx"), fields=SETTINGS.fields, data=master)


# --- handing out ---


def deel_uit() -> Uitgegeven:
    """Make the master and hand it out twice; in between the province changes a goal."""
    master = generate(MAP / "pmiek_lijst.xlsx", settings=SETTINGS, peildatum=PEILDATUM).data
    eerste = uitgifte(master, EERSTE)
    plek = lees(eerste.master).places[DOEL]
    gewijzigd = apply_edits(eerste.master, [SetCell(sheet=plek.sheet, cell=plek.address, value=NIEUW_DOEL)])
    tweede = uitgifte(gewijzigd, TWEEDE)
    return Uitgegeven(master=tweede.master, kopieen=(per_partij(eerste), per_partij(tweede)))


def uitgifte(master: bytes, moment: datetime) -> rondgang.Uitgegeven:
    return rondgang.issue(
        master,
        "actielijst.xlsx",
        settings=SETTINGS,
        per=(Rol.GEMEENTE,),
        moment=moment,
        deadline=DEADLINE,
        alleen=PARTIJEN,
    )


def per_partij(uitgegeven: rondgang.Uitgegeven) -> Mapping[str, tuple[str, bytes]]:
    return {
        partij.naam: bestand
        for partij, bestand in zip(uitgegeven.partijen, uitgegeven.bestanden.items(), strict=True)
    }


# --- what comes back ---


def retouren(uitgegeven: Uitgegeven) -> dict[str, bytes]:
    """The returns by name, as they are before LibreOffice gets them; a zip holds more than one."""
    gevuld: dict[str, bytes] = {}
    for inzending in lees_inzendingen(SETTINGS.fields):
        kopie = uitgegeven.kopieen[inzending.uitgifte - 1][inzending.partij][1]
        gevuld[inzending.bestand] = vul_in(kopie, inzending.antwoorden, SETTINGS.fields)
    gevuld["urk_kopie.xlsx"] = gevuld["urk.xlsx"]
    gevuld["weekplanning.xlsx"] = geen_actielijst()
    return ingepakt(gevuld)


def geen_actielijst() -> bytes:
    """A workbook that is no actielijst at all."""
    buffer = io.BytesIO()
    boek = xlsxwriter.Workbook(buffer)
    boek.set_properties({"created": SAMEN})
    blad = boek.add_worksheet("Week 48")
    rijen = (("Dag", "Wie", "Wat"), ("maandag", "ruimte", "overleg"), ("dinsdag", "wegen", "schouw"))
    for nummer, rij in enumerate(rijen):
        blad.write_row(nummer, 0, rij)
    boek.close()
    return buffer.getvalue()


def ingepakt(gevuld: Bestanden) -> dict[str, bytes]:
    """Files with a folder in their name go into the zip of that name."""
    gewoon = {naam: data for naam, data in gevuld.items() if "/" not in naam}
    for zipnaam in dict.fromkeys(naam.partition("/")[0] for naam in gevuld if "/" in naam):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pakket:
            for naam, data in gevuld.items():
                if naam.startswith(f"{zipnaam}/"):
                    pakket.writestr(zipfile.ZipInfo(naam.partition("/")[2], (2026, 11, 27, 9, 0, 0)), data)
        gewoon[zipnaam] = buffer.getvalue()
    return gewoon


def door_libreoffice(gevuld: Bestanden, kantoor: "Office") -> dict[str, bytes]:  # noqa: F821
    """What LibreOffice makes of two returns: saved as .ods; sorted, with a row and a column inserted."""
    lelystad = gevuld["lelystad.xlsx"]
    return {
        "almere.ods": kantoor.edit(gevuld["almere.ods"], to=("ods",))["ods"],
        "lelystad.xlsx": kantoor.edit(lelystad, *bewerkingen(lelystad))["xlsx"],
    }


def zelfde_of_nieuw(gemaakt: Bestanden) -> dict[str, bytes]:
    """LibreOffice never writes the same bytes twice: a file that says the same stays as it is."""
    oud = die_er_zijn() if all((RONDE / "retouren" / naam).exists() for naam in gemaakt) else {}
    return {
        naam: oud[naam] if naam in oud and inhoud(oud[naam], naam) == inhoud(data, naam) else data
        for naam, data in gemaakt.items()
    }


def inhoud(data: bytes, naam: str) -> list[tuple[str, object]]:
    """What a workbook says: its sheets and their cells."""
    return [(sheet.name, sheet.rows) for sheet in read_grid(data, naam).sheets]


def die_er_zijn() -> dict[str, bytes]:
    """The returns by LibreOffice of the round that is there."""
    return {naam: (RONDE / "retouren" / naam).read_bytes() for naam in MET_LIBREOFFICE}


def bewerkingen(kopie: bytes) -> list[tuple[object, ...]]:
    """Sort Monitoring the other way round, insert a column on one fiche and a row in the table of another."""
    gelezen = examine_retour(read_grid(kopie, "kopie.xlsx"), fields=SETTINGS.fields, data=kopie).retour
    rijen = [rij for rij in gelezen.rows if rij.tabel == "monitoring"]
    nummers = [int(rij.cells["oordeel"].address.lstrip("ABCDEFGHIJKLMN")) for rij in rijen]
    monitoring = rijen[0].sheet
    regel = next(rij for rij in gelezen.rows if (rij.fiche, rij.rij) == ("vl-25", "vl-25/a01"))
    plekken = {veld: regel.cells[veld].address for veld in INGEVOEGD}
    onder = int(plekken["activiteit"].lstrip("ABCDEFGHIJKLMN")) + 1
    ander = next(rij.sheet for rij in gelezen.rows if rij.fiche == "vl-26" and rij.tabel == "project")
    return [
        *(("unprotect", blad) for blad in (monitoring, regel.sheet, ander)),
        ("sort", monitoring, f"A{min(nummers)}:N{max(nummers)}", 1, False),
        ("insert_column", ander, "C"),
        ("insert_rows", regel.sheet, onder),
        *(
            ("type_in", regel.sheet, f"{plekken[veld].rstrip('0123456789')}{onder}", tekst)
            for veld, tekst in INGEVOEGD.items()
        ),
    ]


# --- the expected result ---


def samengevoegd(master: bytes, map_: Path) -> rondgang.Samengevoegd:
    """Merge everything in a folder, as the command does."""
    aangeboden = list(uitvoeren.gather([map_]))
    return rondgang.merge(master, "actielijst.xlsx", aangeboden, settings=SETTINGS, moment=SAMEN)


def uitkomsten(samen: rondgang.Samengevoegd) -> list[tuple[str, ...]]:
    """Per return its sender, uitgifte, number of edits, and what became of them; or why it was not read."""
    final = {ledger.intake.nr: ledger for ledger in samen.result.ledgers}
    rijen = []
    for verslag in samen.verslagen:
        naam = verslag.naam.replace(" › ", "/")
        if verslag.fout:
            rijen.append((naam, "", "", "", "", verslag.fout.code))
        elif verslag.ledger is None:
            rijen.append((naam, "", "", "", "", f"gelijk aan retour {verslag.eerder}"))
        else:
            ledger = final[verslag.ledger.intake.nr]
            telling = ", ".join(f"{n} {uitkomst.value}" for uitkomst, n in ledger.counts.items() if n)
            intake = ledger.intake
            rijen.append((naam, intake.recipient, intake.uitgifte, str(len(ledger.outcomes)), telling, ""))
    return rijen


def waarden(voor: bytes, samen: rondgang.Samengevoegd) -> list[tuple[str, ...]]:
    """The fields that the merge changed, with their value, and the ones that are in conflict."""
    oud, nieuw = lees(voor), lees(samen.master)
    nummers = {plek.ref: plek.nr for plekken in nieuw.afspraken.values() for plek in plekken}
    rijen = []
    for ref, rij in nieuw.cells.items():
        for veld, waarde in rij.items():
            was = oud.cells.get(ref, {}).get(veld)
            if (waarde or "") != (was or ""):
                rijen.append((ref.fiche, nummers.get(ref, ""), veld, display(waarde), "overgenomen"))
    for conflict in samen.result.conflicts:
        key = conflict.key
        stand = " | ".join(display(kandidaat.value) or "(leeg)" for kandidaat in conflict.candidates)
        waarde = display(conflict.master) if conflict.master is not None else ""
        rijen.append((key.fiche, nummers.get(key.row, ""), key.veld, waarde, f"conflict: {stand}"))
    return sorted(rijen)


def schrijf_csv(pad: Path, koppen: Iterable[str], rijen: Iterable[tuple[str, ...]]) -> None:
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        csv.writer(bestand, lineterminator="\n").writerows([tuple(koppen), *rijen])


def schrijf_verwacht(map_: Path) -> None:
    """Merge what is in the folder of a round, and write down what came of it."""
    master = (map_ / "actielijst.xlsx").read_bytes()
    samen = samengevoegd(master, map_ / "retouren")
    koppen = ("bestand", "partij", "uitgifte", "wijzigingen", "uitkomsten", "opmerking")
    schrijf_csv(map_ / UITKOMSTEN, koppen, uitkomsten(samen))
    schrijf_csv(map_ / WAARDEN, ("fiche", "rij", "veld", "waarde", "stand"), waarden(master, samen))


# --- all of it ---


def maak(map_: Path, kantoor: "Office | None") -> None:  # noqa: F821
    """Make the round in a folder.

    Args:
        map_: The folder; it is made anew.
        kantoor: LibreOffice, or None: its two returns are taken from the round that is there.
    """
    uitgegeven = deel_uit()
    gevuld = retouren(uitgegeven)
    gevuld |= zelfde_of_nieuw(door_libreoffice(gevuld, kantoor)) if kantoor else die_er_zijn()
    shutil.rmtree(map_, ignore_errors=True)
    for naam in ("uit/eerste", "uit/tweede", "retouren"):
        (map_ / naam).mkdir(parents=True)
    (map_ / "actielijst.xlsx").write_bytes(uitgegeven.master)
    for naam, kopieen in zip(("eerste", "tweede"), uitgegeven.kopieen, strict=True):
        for partij, (bestand, data) in kopieen.items():
            if naam == "tweede" or partij == TE_LAAT:
                (map_ / "uit" / naam / bestand).write_bytes(data)
    for naam, data in gevuld.items():
        (map_ / "retouren" / naam).write_bytes(data)
    schrijf_verwacht(map_)


def main() -> None:
    sys.path.insert(0, str(MAP.parent / "tests" / "clients"))
    from office import Office, is_present  # noqa: PLC0415  (the tests know how to start it)

    if not is_present():
        sys.stderr.write("LibreOffice is not installed: its two returns stay as they are.\n")
        maak(RONDE, None)
        return
    with tempfile.TemporaryDirectory() as map_:
        kantoor = Office(Path(map_))
        try:
            maak(RONDE, kantoor)
        finally:
            kantoor.close()


if __name__ == "__main__":
    main()
