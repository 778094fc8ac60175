"""The whole cycle once, on the sample: from list to the extract of the month, with made-up answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from actielijst_xl.model.address import row_of
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import Key
from actielijst_xl.model.field import Rol
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.model.settings import Settings
from actielijst_xl.monitoring.verschuivingen import BEGIN
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.master import read_master
from actielijst_xl.reading.retour import examine_retour
from actielijst_xl.templates import data_folder, load_toml
from actielijst_xl.usecases import uitvoeren
from actielijst_xl.usecases.bestanden import Progress, read_source, save
from actielijst_xl.usecases.instellingen import SETTINGS_FILE, copy_sample, load_settings
from actielijst_xl.usecases.lijst import Controle, Gemaakt, check, generate
from actielijst_xl.usecases.maand import Maandbericht, monitor
from actielijst_xl.usecases.rondgang import Samengevoegd, Uitgegeven
from actielijst_xl.usecases.toestand import Toestand, status

ACTIELIJST, RAPPORT = "actielijst.xlsx", "rapport.xlsx"
UIT, RETOUREN, MONITOR = "uit", "retouren", "monitor"
CONFLICTEN = "voorbeeld_conflicten.xlsx"
DAGEN = 19  # between handing out and the deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord:
    """One value that a party fills in; `waarde` None empties the cell."""

    key: Key
    waarde: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzending:
    """A return of the sample: all of it is made up.

    Attributes:
        bestand: File name in the sample round.
        partij: The party.
        uitgifte: Which uitgifte of the sample round it answers, from 1.
        demo: Whether `demo` uses it too.
        antwoorden: What is filled in.
        verwacht: What must become of the edits in the sample round, by outcome.
    """

    bestand: str
    partij: str
    uitgifte: int
    demo: bool
    antwoorden: tuple[Antwoord, ...]
    verwacht: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """A decision that the demo fills in on Conflicten."""

    fiche: str
    veld: str
    keuze: str
    eigen_tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingezonden:
    """The returns that stand ready: file name -> party."""

    bestanden: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Besloten:
    """The decisions that were filled in on Conflicten: (fiche, field, choice)."""

    keuzes: tuple[tuple[str, str, str], ...]


Uitkomst = Controle | Gemaakt | Uitgegeven | Ingezonden | Samengevoegd | Besloten | Toestand | Maandbericht


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """One step of the cycle, done.

    Attributes:
        opdracht: The command that does this step, or "" for work of people in Excel.
        uitkomst: What came of it.
    """

    opdracht: str
    uitkomst: Uitkomst


def lees_inzendingen(fields: Fields) -> tuple[Inzending, ...]:
    """Read the made-up returns of the sample."""
    return tuple(
        Inzending(
            bestand=row["bestand"],
            partij=row["partij"],
            uitgifte=row["uitgifte"],
            demo=row.get("demo", False),
            antwoorden=tuple(_antwoord(one, fields) for one in row["antwoord"]),
            verwacht=row["verwacht"],
        )
        for row in _sample()["retour"]
    )


def lees_keuzes() -> tuple[Keuze, ...]:
    """Read the decisions that the demo takes."""
    return tuple(Keuze(**{"eigen_tekst": ""} | row) for row in _sample()["besluit"])


def _sample() -> dict[str, Any]:  # our own file: what is wrong in it shows in the tests
    return load_toml(data_folder("sample_data") / "bron" / "antwoorden.toml")


def _antwoord(row: Mapping[str, Any], fields: Fields) -> Antwoord:
    tabel = fields[row["veld"]].tabel
    rij = f"{row['fiche']}/a{row['rij']:02d}" if tabel is Tabel.AFSPRAAK else ""
    return Antwoord(key=Key(row["fiche"], tabel.value, rij, row["veld"]), waarde=row.get("waarde"))


def vul_in(copy: bytes, antwoorden: Iterable[Antwoord], fields: Fields) -> bytes:
    """A copy in which these fields are filled in, as a party does.

    Raises:
        KeyError: The copy has no such field.
    """
    gelezen = examine_retour(read_grid(copy, "kopie.xlsx"), fields=fields, data=copy)
    places = {
        Key(row.fiche, row.tabel, row.rij or "", veld): (row.sheet, cell.address)
        for row in gelezen.retour.rows
        for veld, cell in row.cells.items()
    }
    wanted = ((*places[antwoord.key], antwoord.waarde) for antwoord in antwoorden)
    return apply_edits(copy, [SetCell(sheet=sheet, cell=cell, value=value) for sheet, cell, value in wanted])


def vul_besluiten_in(
    master: bytes, merged: Samengevoegd, keuzes: Sequence[Keuze], fields: Fields
) -> tuple[bytes, Besloten]:
    """A master in which Besluit is filled in on Conflicten, for the conflicts that there is a choice for."""
    gelezen = read_master(read_grid(master, ACTIELIJST), fields=fields, data=master)
    tabel = gelezen.tabellen["conflicten"]
    rows = {str(row["sleutel"].value): row for row in tabel.rijen if "sleutel" in row}
    chosen = {(keuze.fiche, keuze.veld): keuze for keuze in keuzes}
    edits: list[SetCell] = []
    said: list[tuple[str, str, str]] = []
    for conflict in merged.result.conflicts:
        keuze = chosen.get((conflict.key.fiche, conflict.key.veld))
        if keuze is None or conflict.id not in rows:
            continue
        row = rows[conflict.id]
        number = row_of(row["nr"].address)
        for key, text in (("besluit", keuze.keuze), ("eigen_tekst", keuze.eigen_tekst)):
            if text:
                edits.append(SetCell(sheet=tabel.sheet, cell=f"{tabel.kolommen[key]}{number}", value=text))
        text = f"{keuze.keuze}: {keuze.eigen_tekst}" if keuze.eigen_tekst else keuze.keuze
        said.append((str(row["fiche"].value), str(row["veld"].value), text))
    return apply_edits(master, edits), Besloten(keuzes=tuple(said))


def rondleiding(folder: Path, *, peildatum: date, progress: Progress | None = None) -> Iterator[Stap]:
    """Do the whole cycle in a new folder; each step is done when it is asked for.

    Args:
        folder: A new or empty folder.
        peildatum: The day of the sample; the dates of the round follow from it.
        progress: Called with (fiches made, fiches in all).

    Raises:
        UsageError: XA-C016 the folder has files already.
    """
    lijst = copy_sample(folder)
    settings = load_settings(folder / SETTINGS_FILE, environ={})
    actielijst = folder / ACTIELIJST
    yield _gecontroleerd(lijst, settings, peildatum)
    made = generate(lijst, settings=settings, peildatum=peildatum, progress=progress)
    save(actielijst, made.data, settings=settings, new=True)
    yield Stap(opdracht=f"generate {lijst.name}", uitkomst=made)
    uitgegeven = _uitgedeeld(folder, settings, peildatum)
    deadline = f"{peildatum + timedelta(days=DAGEN):%d-%m-%Y}"
    yield Stap(opdracht=f"issue {ACTIELIJST} --deadline {deadline}", uitkomst=uitgegeven)
    yield Stap(opdracht="", uitkomst=_ingezonden(folder, uitgegeven, settings.fields))
    first = _samengevoegd(folder, [folder / RETOUREN], settings, _moment(peildatum, DAGEN + 1))
    yield Stap(opdracht=f"merge {ACTIELIJST} {RETOUREN}", uitkomst=first)
    decided, besloten = vul_besluiten_in(first.master, first, lees_keuzes(), settings.fields)
    save(actielijst, decided, settings=settings)
    save(folder / CONFLICTEN, decided, settings=settings, new=True)  # the next merge empties Conflicten
    yield Stap(opdracht="", uitkomst=besloten)
    second = _samengevoegd(folder, [], settings, _moment(peildatum, DAGEN + 2))
    yield Stap(opdracht=f"merge {ACTIELIJST}", uitkomst=second)
    data, name = read_source(actielijst)
    yield Stap(opdracht=f"status {ACTIELIJST}", uitkomst=status(data, name, settings=settings))
    yield _gevolgd(folder, settings, peildatum + timedelta(days=DAGEN + 2))


def _moment(peildatum: date, days: int) -> datetime:
    return datetime.combine(peildatum + timedelta(days=days), time(9, 0))


def _gecontroleerd(lijst: Path, settings: Settings, peildatum: date) -> Stap:
    controle = check(lijst, settings=settings, peildatum=peildatum, rapport=True)
    if controle.rapport is not None:
        save(lijst.parent / RAPPORT, controle.rapport, settings=settings)
    return Stap(opdracht=f"check {lijst.name} --rapport {RAPPORT}", uitkomst=controle)


def _uitgedeeld(folder: Path, settings: Settings, peildatum: date) -> Uitgegeven:
    made, _ = uitvoeren.issue_to_folder(
        folder / ACTIELIJST,
        folder / UIT,
        settings=settings,
        per=(Rol.GEMEENTE, Rol.NETBEHEERDER),
        moment=_moment(peildatum, 1),
        deadline=peildatum + timedelta(days=DAGEN),
    )
    return made


def _ingezonden(folder: Path, uitgegeven: Uitgegeven, fields: Fields) -> Ingezonden:
    """Fill in the copies of some parties and put them where returns go, as these parties would."""
    files = {p.naam: file for p, file in zip(uitgegeven.partijen, uitgegeven.bestanden, strict=True)}
    back: dict[str, str] = {}
    for inzending in lees_inzendingen(fields):
        if inzending.demo:
            file = files[inzending.partij]
            (folder / RETOUREN / file).write_bytes(
                vul_in(uitgegeven.bestanden[file], inzending.antwoorden, fields)
            )
            back[file] = inzending.partij
    return Ingezonden(bestanden=back)


def _gevolgd(folder: Path, settings: Settings, dag: date) -> Stap:
    """The extract of this month; there is no earlier one yet, so it is compared with the begin."""
    bericht = monitor(
        [folder / ACTIELIJST], folder / MONITOR, settings=settings, vandaag=dag, vergelijk=BEGIN
    )
    opdracht = f"monitor {ACTIELIJST} --vergelijk {BEGIN} --peildatum {dag:%d-%m-%Y}"
    return Stap(opdracht=opdracht, uitkomst=bericht)


def _samengevoegd(
    folder: Path, offered: Sequence[Path], settings: Settings, moment: datetime
) -> Samengevoegd:
    merged, _ = uitvoeren.merge_into_master(folder / ACTIELIJST, offered, settings=settings, moment=moment)
    return merged
