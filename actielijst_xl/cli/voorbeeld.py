"""The command `demo`: the whole cycle on the sample, step by step, with the command of each step."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actielijst_xl.cli.dutch import DutchCommand
from actielijst_xl.cli.maand import print_month
from actielijst_xl.cli.opties import FILE, Progress, day
from actielijst_xl.cli.tonen import (
    plural,
    print_controle,
    print_findings,
    print_gemaakt,
    print_samengevoegd,
)

if TYPE_CHECKING:
    from actielijst_xl.usecases.rondgang import Samengevoegd
    from actielijst_xl.usecases.rondleiding import Stap
    from actielijst_xl.usecases.toestand import Toestand

_BEGIN = (
    "Deze rondleiding doet al het werk één keer voor, met een verzonnen provincie.",
    "Alles komt in de map {map}. Wat achter > staat, kunt u in die map ook zelf typen.",
)
_UITLEG = {
    "check": "Controleer de pMIEK-lijst. In rapport.xlsx staan de opmerkingen in de cellen.",
    "generate": "Maak de actielijst: een werkboek met een fiche per project.",
    "issue": "Deel uit: elke gemeente en netbeheerder krijgt een eigen bestand.",
    "inzenden": "De partijen vullen hun bestand in en sturen het terug. Hier doet het programma dat: "
    "alle antwoorden zijn verzonnen.",
    "merge": "Voeg samen wat terugkwam. Willen twee partijen iets anders? Dan is dat een conflict.",
    "besluiten": "U kiest op het blad Conflicten. Hier vult het programma die besluiten in.",
    "nog eens": "Voeg nog een keer samen. Het programma leest uw besluiten en voert ze uit.",
    "status": "Kijk wie al iets terugstuurde, en wat nog openstaat.",
    "monitor": "Leg de maand vast en maak het overzicht voor het energyboard.",
}
_OPENEN = (
    (
        "{map}/actielijst.xlsx",
        "de actielijst; begin op Leeswijzer, kijk dan op Logboek en Uitgiftes",
    ),
    ("{map}/voorbeeld_conflicten.xlsx", "zoals het was bij stap 6: kijk op het blad Conflicten"),
    ("{map}/uit", "wat elke partij kreeg"),
    ("{map}/retouren", "wat terugkwam; Locatie van VL-27 is in twee bestanden anders ingevuld"),
    ("{map}/monitor", "de maand: de xlsx begint met de pagina voor het energyboard, csv is voor Power BI"),
    ("{map}/archief", "de vorige versies: bij elke stap die iets verandert, blijft de oude bewaard"),
)


@click.command(cls=DutchCommand)
@click.argument("map_", metavar="[MAP]", default="demo", type=FILE)
@click.option(
    "--peildatum", metavar="DATUM", callback=day, help="Dag waarop de gegevens gelden. Anders: 1-11-2026."
)
def demo(map_: Path, peildatum: date | None) -> None:
    """Doe met de voorbeeldlijst al het werk één keer voor."""
    from actielijst_xl.usecases.rondleiding import rondleiding  # noqa: PLC0415

    for line in _BEGIN:
        click.echo(line.format(map=map_))
    kinds = iter(_UITLEG.values())
    with Progress("Fiches") as progress:
        # The sample list is of 1 November 2026.
        stappen = rondleiding(map_, peildatum=peildatum or date(2026, 11, 1), progress=progress)
        for number, (stap, uitleg) in enumerate(zip(stappen, kinds, strict=True), 1):
            click.echo(f"\nStap {number} van {len(_UITLEG)}. {uitleg}")
            if stap.opdracht:
                click.echo(f"> xl-actielijst {stap.opdracht}")
            _show(stap, map_)
    click.echo("\nKlaar. Open nu in Excel of LibreOffice:")
    for path, what in _OPENEN:
        click.echo(f"  {Path(path.format(map=map_))}: {what}")


def _show(stap: "Stap", folder: Path) -> None:
    """Print what came of a step, shorter than its own command does."""
    from actielijst_xl.usecases import Controle, Gemaakt, rondgang, rondleiding, toestand  # noqa: PLC0415

    match stap.uitkomst:
        case Controle() as controle:
            print_controle(controle, verbose=False, quiet=False)
        case Gemaakt() as made:
            print_gemaakt(made, folder / rondleiding.ACTIELIJST)
        case rondgang.Uitgegeven() as issued:
            files = plural(len(issued.bestanden), "bestand", "bestanden")
            click.echo(f"Uitgifte {issued.uitgifte}: {files} in {folder / rondleiding.UIT}.")
        case rondleiding.Ingezonden() as sent:
            lines = (
                f"{who:26}  {folder / rondleiding.RETOUREN / file}" for file, who in sent.bestanden.items()
            )
            click.echo("\n".join(lines))
        case rondgang.Samengevoegd() as merged:
            _show_merged(merged)
        case rondleiding.Besloten() as decided:
            click.echo("\n".join(": ".join(keuze) for keuze in decided.keuzes))
        case toestand.Toestand() as found:
            _show_status(found)
        case month:
            print_month(month, quiet=True)


def _show_merged(merged: "Samengevoegd") -> None:
    from actielijst_xl.model.findings import Severity  # noqa: PLC0415

    print_samengevoegd(merged, quiet=True)
    print_findings(f for f in merged.findings if f.severity is not Severity.MELDING)
    if not merged.conflicten:
        click.echo("Alle conflicten zijn opgelost.")


def _show_status(found: "Toestand") -> None:
    back = sum(bool(partij.retouren) for partij in found.partijen)
    click.echo(f"Terug: {back} van {plural(len(found.partijen), 'bestand', 'bestanden')}.")
    click.echo(f"Conflicten open: {found.conflicten}.")
