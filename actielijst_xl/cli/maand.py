"""The commands of every month: monitor and remind."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actielijst_xl.cli.dutch import DutchCommand
from actielijst_xl.cli.opties import FILE, Progress, day, options, settings_for, today
from actielijst_xl.cli.tonen import (
    SCHEMA_VERSIE,
    findings_as_data,
    plural,
    print_findings,
    print_json,
    to_look_at,
)

if TYPE_CHECKING:
    from actielijst_xl.model.maand_cijfers import Kerncijfer
    from actielijst_xl.model.maand_extract import Extract
    from actielijst_xl.usecases.herinneren import Herinneringen
    from actielijst_xl.usecases.maand import Maandbericht

LOOK = 4


@click.command(cls=DutchCommand)
@click.argument("actielijsten", metavar="ACTIELIJST.xlsx...", nargs=-1, required=True, type=FILE)
@click.option(
    "--maand", default="", metavar="MAAND", help="De maand, bijvoorbeeld 2026-11. Anders: deze maand."
)
@click.option(
    "--vergelijk",
    default="",
    metavar="MAAND",
    help="Vergelijk met deze maand, of met begin: de eerste versie. Anders: de vorige maand in de map.",
)
@click.option(
    "--formaat",
    default=None,
    metavar="FORMATEN",
    help="Wat er wordt gemaakt: xlsx, csv, docx, parquet, met een komma ertussen. "
    "Anders: wat in de instellingen staat.",
)
@click.option("--parquet", is_flag=True, help="Maak ook Parquet-bestanden.")
@click.option(
    "-d",
    "--map",
    "folder",
    metavar="MAP",
    type=FILE,
    default=Path("monitor"),
    help="Map voor de maanden; anders monitor.",
)
@click.option(
    "--opnieuw", is_flag=True, help="Vervang een maand die al vastligt; de vorige gaat naar archief."
)
@click.option("--met-namen", is_flag=True, help="Laat namen van personen staan, voor gebruik binnenshuis.")
@click.option("--dry-run", is_flag=True, help="Toon wat er zou gebeuren; er wordt niets geschreven.")
@click.option(
    "--peildatum",
    metavar="DATUM",
    callback=day,
    help="De dag waarover de cijfers gaan. Anders: vandaag, of de laatste dag van een maand die voorbij is.",
)
@options("instellingen", "json", "quiet", stil="Toon de cijfers niet.")
def monitor(
    actielijsten: tuple[Path, ...],
    maand: str,
    vergelijk: str,
    formaat: str | None,
    parquet: bool,  # noqa: FBT001
    folder: Path,
    opnieuw: bool,  # noqa: FBT001
    met_namen: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    peildatum: date | None,
    instellingen: Path | None,
    as_json: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Leg de maand vast en maak het extract voor het energyboard."""
    from actielijst_xl.usecases import maand as maanden  # noqa: PLC0415

    settings = settings_for(instellingen, actielijsten[0], None)
    wanted = settings.text("monitor", "formaat") if formaat is None else formaat
    formats = [name.strip().casefold() for name in wanted.split(",") if name.strip()]
    with Progress("Actielijsten") as progress:
        done = maanden.monitor(
            actielijsten,
            folder,
            settings=settings,
            vandaag=peildatum or today(),
            maand=maand,
            vergelijk=vergelijk,
            formaten=[*formats, *(["parquet"] if parquet else [])],
            opnieuw=opnieuw,
            met_namen=met_namen,
            dry_run=dry_run,
            progress=progress,
        )
    if as_json:
        print_json(_month_as_data(done))
    else:
        print_month(done, quiet=quiet)
    return LOOK if to_look_at(done.findings) else 0


def print_month(done: "Maandbericht", *, quiet: bool) -> None:
    """Say which month, its key figures, what to look at, and what was written."""
    extract = done.extract
    beside = f", vergeleken met {_called(extract)}" if extract.vergelijk else ", de eerste in deze map"
    click.echo(f"{extract.nu.provincie}, {extract.nu.naam}: stand {extract.nu.peildatum:%d-%m-%Y}{beside}.")
    for cijfer in () if quiet else extract.kerncijfers:
        if cijfer.definitie.kop:
            click.echo(_figure(cijfer))
    print_findings(done.findings)
    for path in done.bestanden:
        click.echo(f"{'Gemaakt' if done.geschreven else 'Zou maken'}: {path}")
    if not done.geschreven:
        click.echo("Er is niets geschreven.")


def _called(extract: "Extract") -> str:
    toen = extract.vergelijk
    assert toen is not None
    return "de eerste versie" if toen.eerste_versie else toen.naam


def _figure(cijfer: "Kerncijfer") -> str:
    line = f"{cijfer.nu if cijfer.nu is not None else '–':>5}  {cijfer.definitie.label}"
    if cijfer.toen is None:
        return line
    change = f"{cijfer.verschil_tekst}, {cijfer.verschil_woord}" if cijfer.verschil else "gelijk"
    return f"{line} (was {cijfer.toen}: {change})"


def _month_as_data(done: "Maandbericht") -> dict[str, object]:
    """The outcome of monitor for programs."""
    extract = done.extract
    toen = extract.vergelijk
    return {
        "schema_versie": SCHEMA_VERSIE,
        "maand": extract.nu.maand,
        "peildatum": extract.nu.peildatum.isoformat(),
        "provincies": list(extract.nu.provincies),
        "vergeleken_met": None if toen is None else "begin" if toen.eerste_versie else toen.maand,
        "kerncijfers": [
            {
                "kerncijfer": c.definitie.key,
                "label": c.definitie.label,
                "nu": c.nu,
                "toen": c.toen,
                "verschil": c.verschil,
                "eerste_versie": c.eerste,
            }
            for c in extract.kerncijfers
        ],
        "bestanden": [str(path) for path in done.bestanden],
        "geschreven": done.geschreven,
        "bevindingen": findings_as_data(done.findings),
    }


@click.command(cls=DutchCommand)
@click.argument("actielijst", metavar="ACTIELIJST.xlsx", type=FILE)
@click.option("--eml", is_flag=True, help="Maak ook een concept-mail per partij.")
@click.option("--partij", "partijen", multiple=True, metavar="NAAM", help="Alleen deze partij; mag vaker.")
@click.option(
    "-d",
    "--map",
    "folder",
    metavar="MAP",
    type=FILE,
    default=Path("herinneringen"),
    help="Map voor de mails; anders herinneringen.",
)
@click.option(
    "--peildatum",
    metavar="DATUM",
    callback=day,
    help="De dag waarop wordt gekeken wat voorbij is. Anders: vandaag.",
)
@options("instellingen", "json", "quiet", stil="Toon de teksten niet.")
def remind(
    actielijst: Path,
    eml: bool,  # noqa: FBT001
    partijen: tuple[str, ...],
    folder: Path,
    peildatum: date | None,
    instellingen: Path | None,
    as_json: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Maak een herinnering voor wie nog niet antwoordde of een afspraak te laat heeft."""
    from actielijst_xl.usecases import herinneren  # noqa: PLC0415

    done = herinneren.remind(
        actielijst,
        settings=settings_for(instellingen, actielijst, None),
        vandaag=peildatum or today(),
        folder=folder if eml else None,
        alleen=partijen,
    )
    if as_json:
        print_json(_reminders_as_data(done))
    else:
        _print_reminders(done, quiet=quiet)
    return LOOK if to_look_at(done.findings) else 0


def _print_reminders(done: "Herinneringen", *, quiet: bool) -> None:
    """The texts, unless they stand in files; then which files."""
    for reminder in () if quiet or done.bestanden else done.herinneringen:
        click.echo(f"--- {reminder.partij}{f' <{reminder.mail}>' if reminder.mail else ''}")
        click.echo(f"Onderwerp: {reminder.onderwerp}\n\n{reminder.tekst}\n")
    print_findings(done.findings)
    for path in done.bestanden:
        click.echo(f"Gemaakt: {path}")
    if done.herinneringen:
        click.echo(f"{plural(len(done.herinneringen), 'herinnering', 'herinneringen')}.")


def _reminders_as_data(done: "Herinneringen") -> dict[str, object]:
    """The outcome of remind for programs."""
    return {
        "schema_versie": SCHEMA_VERSIE,
        "herinneringen": [
            {
                "partij": r.partij,
                "mail": r.mail,
                "onderwerp": r.onderwerp,
                "tekst": r.tekst,
                "fiches": list(r.fiches),
                "te_laat": list(r.te_laat),
                "deadline": r.deadline.isoformat() if r.deadline else None,
            }
            for r in done.herinneringen
        ],
        "bestanden": [str(path) for path in done.bestanden],
        "bevindingen": findings_as_data(done.findings),
    }
