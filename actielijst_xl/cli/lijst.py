"""The commands that start an actielijst: init, check, generate, explain."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actielijst_xl.cli.dutch import DutchCommand
from actielijst_xl.cli.opties import (
    FILE,
    Progress,
    day,
    now,
    options,
    passwords,
    roles,
    settings_for,
    today,
    workbook,
)
from actielijst_xl.cli.tonen import (
    as_data,
    findings_as_data,
    issued_as_data,
    print_controle,
    print_gemaakt,
    print_json,
    print_uitgegeven,
    to_look_at,
    totals,
)
from actielijst_xl.errors import UsageError

if TYPE_CHECKING:
    from actielijst_xl.model.field import Rol
    from actielijst_xl.model.settings import Settings
    from actielijst_xl.usecases.rondgang import Uitgegeven

NOT_VALID, LOOK = 3, 4


@click.command(cls=DutchCommand)
@click.argument("map_", metavar="[MAP]", default=".", type=FILE)
@options("provincie")
@click.option(
    "--sjablonen", is_flag=True, help="Zet ook de Word-sjablonen klaar, om in uw eigen opmaak te brengen."
)
def init(map_: Path, provincie: str | None, sjablonen: bool) -> None:  # noqa: FBT001  (as above)
    """Maak instellingen en mappen voor een nieuwe actielijst."""
    from actielijst_xl import usecases  # noqa: PLC0415

    made = usecases.init(map_, provincie=provincie or "", sjablonen=sjablonen)
    for path in made:
        click.echo(f"Gemaakt: {path}")
    if map_ / usecases.SETTINGS_FILE in made:
        click.echo(f"Vul {usecases.SETTINGS_FILE} aan. Daarna: xl-actielijst check LIJST.xlsx")
        return
    click.echo(f"Zet in {usecases.SETTINGS_FILE}, onder [monitor]:")
    for key, name in usecases.SJABLONEN.items():
        click.echo(f'  {key} = "{name}"')


@click.command(cls=DutchCommand)
@options("lijst")
@click.option(
    "--rapport",
    metavar="RAPPORT.xlsx",
    type=FILE,
    callback=workbook,
    help="Maak een kopie van de lijst met de bevindingen erin.",
)
@options("wachtwoord", "provincie", "peildatum", "instellingen", "json", "verbose", "quiet")
def check(
    lijst: Path,
    rapport: Path | None,
    wachtwoord: bool,  # noqa: FBT001  (click passes flags by name)
    provincie: str | None,
    peildatum: date | None,
    instellingen: Path | None,
    as_json: bool,  # noqa: FBT001
    verbose: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Lees en controleer een pMIEK-lijst; er verandert niets aan de lijst."""
    from actielijst_xl import usecases  # noqa: PLC0415
    from actielijst_xl.model.findings import Severity  # noqa: PLC0415

    settings = settings_for(instellingen, lijst, provincie)
    if rapport is not None and rapport.resolve() == lijst.resolve():
        raise UsageError("XA-C012", bestand=str(rapport))
    controle = usecases.check(
        lijst,
        settings=settings,
        peildatum=peildatum or today(),
        rapport=rapport is not None,
        executor=usecases.warmed(settings, 1),
        wachtwoorden=passwords(ask=wachtwoord),
    )
    if rapport is not None and controle.rapport is not None:
        usecases.save(rapport, controle.rapport, settings=settings)
    if as_json:
        print_json(as_data(controle) | {"rapport": str(rapport) if rapport else None})
    else:
        print_controle(controle, verbose=verbose, quiet=quiet)
        if rapport is not None:
            click.echo(f"Rapport: {rapport}")
    if controle.count(Severity.FOUT):
        return NOT_VALID
    return LOOK if controle.count(Severity.WAARSCHUWING) else 0


@click.command(cls=DutchCommand)
@options("lijst")
@click.option(
    "-o",
    "--uit",
    "out",
    metavar="BESTAND",
    type=FILE,
    default=Path("actielijst.xlsx"),
    callback=workbook,
    help="Naam van het werkboek; anders actielijst.xlsx.",
)
@click.option(
    "--ook-met-fouten", is_flag=True, help="Ga door bij fouten; die rijen komen op het Hoofddocument."
)
@click.option(
    "--per",
    metavar="ROLLEN",
    callback=roles,
    help="Deel meteen uit, zoals issue: gemeente,netbeheerder,trekker.",
)
@click.option(
    "--deadline", metavar="DATUM", callback=day, help="Bij --per: dag waarvoor het terug moet zijn."
)
@click.option(
    "-d", "--map", "folder", metavar="MAP", type=FILE, help="Bij --per: map voor de bestanden; anders uit."
)
@options("wachtwoord", "provincie", "peildatum", "instellingen", "json", "verbose", "quiet")
def generate(
    lijst: Path,
    out: Path,
    ook_met_fouten: bool,  # noqa: FBT001
    per: "tuple[Rol, ...]",
    deadline: date | None,
    folder: Path | None,
    wachtwoord: bool,  # noqa: FBT001
    provincie: str | None,
    peildatum: date | None,
    instellingen: Path | None,
    as_json: bool,  # noqa: FBT001
    verbose: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Maak van een pMIEK-lijst het werkboek van de actielijst."""
    from actielijst_xl import usecases  # noqa: PLC0415
    from actielijst_xl.model.findings import Severity  # noqa: PLC0415

    settings = settings_for(instellingen, lijst, provincie)
    if not per and (deadline or folder):
        raise UsageError("XA-C017", uitleg="--deadline en --map horen bij --per: daarmee deelt u meteen uit.")
    uit = folder or Path("uit")
    if out.exists():
        raise UsageError("XA-C012", bestand=str(out))
    geheim = passwords(ask=wachtwoord)
    try:
        with Progress("Fiches") as progress:
            made = usecases.generate(
                lijst,
                settings=settings,
                peildatum=peildatum or today(),
                ook_met_fouten=ook_met_fouten,
                progress=progress,
                executor=usecases.warmed(settings, 1),
                wachtwoorden=geheim,
            )
    except usecases.ListHasErrorsError as error:
        print_json(as_data(error.controle)) if as_json else print_controle(
            error.controle, verbose=verbose, quiet=quiet
        )
        raise
    usecases.save(out, made.data, settings=settings, new=True)
    issued = _issued(out, uit, settings, per, deadline) if per else None
    if as_json:
        extra = issued_as_data(issued) if issued else {}
        found = findings_as_data([*made.controle.findings, *(issued.findings if issued else ())])
        about: dict[str, object] = {"bevindingen": found, "actielijst": str(out), "totalen": totals(made)}
        print_json(extra | as_data(made.controle) | about)
    else:
        print_controle(made.controle, verbose=verbose, quiet=quiet)
        print_gemaakt(made, out)
        if issued:
            print_uitgegeven(issued, uit, quiet=quiet)
    looked_at = made.controle.count(Severity.FOUT) + made.controle.count(Severity.WAARSCHUWING)
    return LOOK if looked_at or (issued and to_look_at(issued.findings)) else 0


def _issued(
    master: Path, folder: Path, settings: "Settings", per: "tuple[Rol, ...]", deadline: date | None
) -> "Uitgegeven":
    from actielijst_xl.usecases import uitvoeren  # noqa: PLC0415

    made, _ = uitvoeren.issue_to_folder(
        master, folder, settings=settings, per=per, moment=now(), deadline=deadline
    )
    return made


@click.command(cls=DutchCommand)
@click.argument("code", metavar="CODE")
def explain(code: str) -> None:
    """Leg een code uit, bijvoorbeeld XA-V007."""
    import difflib  # noqa: PLC0415

    from actielijst_xl.messages import MESSAGES, in_general  # noqa: PLC0415

    wanted = code.upper()
    if wanted not in MESSAGES:
        near = difflib.get_close_matches(wanted, MESSAGES, n=1, cutoff=0.5)
        raise UsageError("XA-C010", gevraagd=code, voorstel=f"Bedoelt u {near[0]}?" if near else "")
    message = MESSAGES[wanted]
    said = f"{wanted}\nMelding:   {message.text}\nUitleg:    {message.uitleg}\nWat te doen: {message.doe}"
    click.echo(in_general(said))
