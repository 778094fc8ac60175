"""Make the three months of `maanden/`: `python sample_data/maak_maanden.py`, by running the whole cycle.

`maanden/lijst.csv` is the list and `maanden/antwoorden.csv` what the parties answer, cell by cell; both are
made up altogether, also the person and the phone number that must not come out. Each month the actielijst is
handed out, the answers are filled in in the workbook of the party, merged, and the month is recorded.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path

from actielijst_xl.model.field import Rol
from actielijst_xl.model.settings import Settings
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.retour import examine_retour
from actielijst_xl.usecases import generate, load_settings, maand, rondgang

MAP = Path(__file__).parent / "maanden"
BEGIN = date(2026, 9, 1)
UITGEGEVEN = {"2026-09": date(2026, 9, 2), "2026-10": date(2026, 10, 5), "2026-11": date(2026, 11, 3)}
PEILDATA = {"2026-09": date(2026, 9, 30), "2026-10": date(2026, 10, 31), "2026-11": date(2026, 11, 20)}
TERMIJN = timedelta(days=14)
NAAM = "actielijst.xlsx"

Antwoord = dict[str, str]


def antwoorden(map_: Path = MAP) -> list[Antwoord]:
    """The answers, in order of coming in."""
    with (map_ / "antwoorden.csv").open(encoding="utf-8-sig", newline="") as bestand:
        return list(csv.DictReader(bestand, delimiter=";"))


def at_nine(day: date) -> datetime:
    """A moment of that day; which one decides nothing."""
    return datetime.combine(day, time(9))


def fill(copy: bytes, rows: Iterable[Antwoord], settings: Settings) -> bytes:
    """The copy of a party with its answers filled in."""
    retour = examine_retour(read_grid(copy, "retour.xlsx"), fields=settings.fields, data=copy).retour
    places = {
        (row.fiche, (row.rij or "").rpartition("/a")[2].lstrip("0"), veld): (row.sheet, cell.address)
        for row in retour.rows
        for veld, cell in row.cells.items()
    }
    edits = []
    for row in rows:
        sheet, address = places[row["project"], row["afspraak"], row["veld"]]
        edits.append(SetCell(sheet=sheet, cell=address, value=row["waarde"]))
    return apply_edits(copy, edits)


def months(lijst: Path, settings: Settings, rows: Iterable[Antwoord]) -> Iterator[tuple[str, bytes]]:
    """Yield every month with the master as it stands at its end."""
    master = generate(lijst, settings=settings, peildatum=BEGIN).data
    for month, of_month in groupby(rows, key=lambda row: row["maand"]):
        day = UITGEGEVEN[month]
        handed_out = rondgang.issue(
            master,
            NAAM,
            settings=settings,
            per=[Rol.GEMEENTE, Rol.NETBEHEERDER],
            moment=at_nine(day),
            deadline=day + TERMIJN,
        )
        master = handed_out.master
        copies = dict(zip((p.naam for p in handed_out.partijen), handed_out.bestanden.values(), strict=True))
        for (text, partij), answers in groupby(of_month, key=lambda row: (row["dag"], row["partij"])):
            back = fill(copies[partij], answers, settings)
            moment = at_nine(date(*map(int, reversed(text.split("-")))))
            name = f"{partij.lower().replace(' ', '-')}.xlsx"
            master = rondgang.merge(master, NAAM, [(name, back)], settings=settings, moment=moment).master
        yield month, master


def make(map_: Path = MAP) -> None:
    """Write the records of the first two months, and the master at the end of the third."""
    settings = load_settings(flags={("provincie", "naam"): "Voorbeeldland"}, environ={})
    for old in (map_ / "monitor").glob("maand_*.json"):
        old.unlink()
    path = map_ / NAAM
    for month, master in months(map_ / "lijst.csv", settings, antwoorden()):
        path.write_bytes(master)
        if month != max(PEILDATA):
            maand.monitor([path], map_ / "monitor", settings=settings, vandaag=PEILDATA[month], formaten=())


if __name__ == "__main__":
    make()
