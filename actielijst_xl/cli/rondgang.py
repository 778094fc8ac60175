"""The commands of the round trip: issue, merge, status, undo and redo."""

import dataclasses
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actielijst_xl.cli.dutch import DutchCommand
from actielijst_xl.cli.opties import FILE, Progress, day, now, options, passwords, roles, settings_for
from actielijst_xl.cli.tonen import (
    issued_as_data,
    merged_as_data,
    plural,
    print_antwoorden,
    print_findings,
    print_json,
    print_samengevoegd,
    print_toestand,
    print_uitgegeven,
    to_look_at,
)

if TYPE_CHECKING:
    from actielijst_xl.model.field import Rol
    from actielijst_xl.usecases.toestand import Teruggedraaid
    from actielijst_xl.usecases.uitvoeren import Geschreven

LOOK = 4


@click.command(cls=DutchCommand)
@click.argument("actielijst", metavar="ACTIELIJST.xlsx", type=FILE)
@click.option(
    "--per",
    default="gemeente,netbeheerder",
    metavar="ROLLEN",
    callback=roles,
    help="Wie een bestand krijgt: gemeente, netbeheerder, trekker, met een komma ertussen. "
    "Anders: gemeente,netbeheerder.",
)
@click.option("--partij", "partijen", multiple=True, metavar="NAAM", help="Alleen deze partij; mag vaker.")
@click.option("--deadline", metavar="DATUM", callback=day, help="Dag waarvoor het bestand terug moet zijn.")
@click.option(
    "-d",
    "--map",
    "folder",
    metavar="MAP",
    type=FILE,
    default=Path("uit"),
    help="Map voor de bestanden; anders uit.",
)
@options("instellingen", "json", "quiet", stil="Toon alleen het eindresultaat.")
def issue(
    actielijst: Path,
    per: "tuple[Rol, ...]",
    partijen: tuple[str, ...],
    deadline: date | None,
    folder: Path,
    instellingen: Path | None,
    as_json: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Maak voor elke partij een eigen bestand, en leg vast wie wat kreeg."""
    from actielijst_xl.usecases import uitvoeren  # noqa: PLC0415

    with Progress("Bestanden") as progress:
        made, written = uitvoeren.issue_to_folder(
            actielijst,
            folder,
            settings=settings_for(instellingen, actielijst, None),
            per=per,
            moment=now(),
            deadline=deadline,
            alleen=partijen,
            progress=progress,
        )
    if as_json:
        print_json(issued_as_data(made))
    else:
        print_uitgegeven(made, folder, quiet=quiet)
        click.echo(f"{actielijst} bijgewerkt; vorige versie: {written.vorige}")
    return LOOK if to_look_at(made.findings) else 0


@click.command(cls=DutchCommand)
@click.argument("actielijst", metavar="ACTIELIJST.xlsx", type=FILE)
@click.argument("retouren", metavar="RETOUREN...", nargs=-1, type=FILE)
@click.option("--dry-run", is_flag=True, help="Toon wat er zou gebeuren; er wordt niets geschreven.")
@click.option(
    "--antwoord",
    metavar="MAP",
    type=FILE,
    help="Map voor een antwoord aan partijen met geweigerde of onleesbare cellen, rood in hun bestand.",
)
@options("wachtwoord", "instellingen", "json", "quiet", stil="Toon alleen de regels per bestand.")
def merge(
    actielijst: Path,
    retouren: tuple[Path, ...],
    dry_run: bool,  # noqa: FBT001
    antwoord: Path | None,
    wachtwoord: bool,  # noqa: FBT001
    instellingen: Path | None,
    as_json: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Voeg teruggestuurde bestanden, mappen of zips samen in de actielijst."""
    from actielijst_xl.usecases import uitvoeren  # noqa: PLC0415

    merged, written = uitvoeren.merge_into_master(
        actielijst,
        retouren,
        settings=settings_for(instellingen, actielijst, None),
        moment=now(),
        dry_run=dry_run,
        wachtwoorden=passwords(ask=wachtwoord),
        antwoord=antwoord,
    )
    if as_json:
        print_json(merged_as_data(merged) | {"geschreven": written is not None})
    else:
        print_samengevoegd(merged, quiet=quiet)
        if antwoord:
            print_antwoorden(merged, antwoord, dry_run=dry_run)
        if written and written.master:
            click.echo(f"{actielijst} bijgewerkt; vorige versie: {written.vorige}")
        else:
            click.echo("Er is niets geschreven." if dry_run else f"Er verandert niets in {actielijst}.")
        if merged.conflicten and not dry_run:
            click.echo("Beslis op het blad Conflicten, sla op en voer merge opnieuw uit.")
    skipped = any(verslag.fout for verslag in merged.verslagen)
    return LOOK if merged.conflicten or skipped or to_look_at(merged.findings) else 0


@click.command(cls=DutchCommand)
@click.argument("actielijst", metavar="ACTIELIJST.xlsx", type=FILE)
@options("instellingen", "json")
def status(
    actielijst: Path,
    instellingen: Path | None,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Toon wie iets terugstuurde, wie niet, en welke conflicten openstaan."""
    from actielijst_xl.usecases import read_source, toestand  # noqa: PLC0415

    data, name = read_source(actielijst)
    found = toestand.status(data, name, settings=settings_for(instellingen, actielijst, None))
    if as_json:
        print_json({"schema_versie": 1} | dataclasses.asdict(found))
    else:
        print_toestand(found)
    return LOOK if found.conflicten else 0


@click.command(cls=DutchCommand)
@click.argument("actielijst", metavar="ACTIELIJST.xlsx", type=FILE)
@click.argument("retour", metavar="RETOUR")
@click.option("--dry-run", is_flag=True, help="Toon wat er zou gebeuren; er wordt niets geschreven.")
@options("instellingen")
def undo(actielijst: Path, retour: str, dry_run: bool, instellingen: Path | None) -> int:  # noqa: FBT001
    """Draai één retour terug; wat daarna is besloten of getypt, blijft staan."""
    from actielijst_xl.usecases import uitvoeren  # noqa: PLC0415

    done, written = uitvoeren.undo_in_master(
        actielijst,
        retour,
        settings=settings_for(instellingen, actielijst, None),
        moment=now(),
        dry_run=dry_run,
    )
    changed = plural(len(done.result.writes), "cel gaat", "cellen gaan")
    click.echo(f"{done.retour} ({done.partij}): {changed} terug.")
    return _told(actielijst, done, written)


@click.command(cls=DutchCommand)
@click.argument("actielijst", metavar="ACTIELIJST.xlsx", type=FILE)
@click.argument("retour", metavar="RETOUR")
@click.option("--dry-run", is_flag=True, help="Toon wat er zou gebeuren; er wordt niets geschreven.")
@options("instellingen")
def redo(actielijst: Path, retour: str, dry_run: bool, instellingen: Path | None) -> int:  # noqa: FBT001
    """Laat een teruggedraaide retour weer meetellen."""
    from actielijst_xl.usecases import uitvoeren  # noqa: PLC0415

    done, written = uitvoeren.redo_in_master(
        actielijst,
        retour,
        settings=settings_for(instellingen, actielijst, None),
        moment=now(),
        dry_run=dry_run,
    )
    changed = plural(len(done.result.writes), "cel verandert", "cellen veranderen")
    click.echo(f"{done.retour} ({done.partij}) telt weer mee: {changed}.")
    return _told(actielijst, done, written)


def _told(actielijst: Path, done: "Teruggedraaid", written: "Geschreven | None") -> int:
    """Say what people should know, and where it was written."""
    print_findings(done.findings)
    if done.result.conflicts:
        click.echo(plural(len(done.result.conflicts), "conflict open.", "conflicten open."))
    click.echo(
        f"{actielijst} bijgewerkt; vorige versie: {written.vorige}" if written else "Er is niets geschreven."
    )
    if written and done.result.conflicts:
        click.echo("Beslis op het blad Conflicten, sla op en voer merge uit.")
    return LOOK if done.result.conflicts or to_look_at(done.findings) else 0
