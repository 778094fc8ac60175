"""The commands for a newer version: update with a new list, and diff of two actielijsten."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actielijst_xl.cli.dutch import DutchCommand
from actielijst_xl.cli.opties import FILE, now, options, settings_for, today
from actielijst_xl.cli.tonen import (
    SCHEMA_VERSIE,
    as_data,
    finding_data,
    outcomes_text,
    plural,
    print_controle,
    print_findings,
    print_json,
)

if TYPE_CHECKING:
    from actielijst_xl.merging.vergelijk import Verschil
    from actielijst_xl.usecases.vergelijken import Vergeleken
    from actielijst_xl.usecases.vernieuwen import Vernieuwd

LOOK = 4


@click.command(cls=DutchCommand)
@click.argument("actielijst", metavar="ACTIELIJST.xlsx", type=FILE)
@click.argument("lijst", metavar="NIEUWE_LIJST.xlsx", type=FILE)
@click.option(
    "--vorige",
    metavar="OUDE_LIJST.xlsx",
    type=FILE,
    help="De lijst waarvan de actielijst is gemaakt; alleen nodig als de actielijst die niet kent.",
)
@click.option(
    "--hernummerd",
    is_flag=True,
    help="Een nieuw nummer met de naam van een verdwenen project is hetzelfde project.",
)
@click.option("--ook-met-fouten", is_flag=True, help="Ga door bij fouten; die rijen veranderen niets.")
@click.option("--dry-run", is_flag=True, help="Toon wat er zou gebeuren; er wordt niets geschreven.")
@options("peildatum", "instellingen", "json", "quiet", stil="Toon de bevindingen niet.")
def update(
    actielijst: Path,
    lijst: Path,
    vorige: Path | None,
    hernummerd: bool,  # noqa: FBT001
    ook_met_fouten: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    peildatum: date | None,
    instellingen: Path | None,
    as_json: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Neem een nieuwe versie van de pMIEK-lijst over in een lopende actielijst."""
    from actielijst_xl import usecases  # noqa: PLC0415
    from actielijst_xl.usecases import uitvoeren  # noqa: PLC0415

    try:
        made, written = uitvoeren.update_in_master(
            actielijst,
            lijst,
            settings=settings_for(instellingen, actielijst, None),
            peildatum=peildatum or today(),
            moment=now(),
            vorige=vorige,
            ook_met_fouten=ook_met_fouten,
            hernummerd=hernummerd,
            dry_run=dry_run,
        )
    except usecases.ListHasErrorsError as error:
        print_json(as_data(error.controle)) if as_json else print_controle(
            error.controle, verbose=False, quiet=quiet
        )
        raise
    if as_json:
        print_json(_updated_as_data(made) | {"geschreven": written is not None})
    else:
        _print_updated(made, lijst, quiet=quiet)
        if written:
            click.echo(f"{actielijst} bijgewerkt; vorige versie: {written.vorige}")
        else:
            click.echo("Er is niets geschreven." if dry_run else f"Er verandert niets in {actielijst}.")
        if made.conflicten and not dry_run:
            click.echo("Beslis op het blad Conflicten, sla op en voer merge uit.")
    return LOOK if made.te_doen else 0


def _print_updated(made: "Vernieuwd", lijst: Path, *, quiet: bool) -> None:
    if made.ledger is None and not made.teruggezet:
        click.echo(f"{lijst.name}: niets nieuws.")
    elif made.ledger:
        counts = {outcome.value: n for outcome, n in made.ledger.counts.items() if n}
        total = plural(sum(counts.values()), "wijziging", "wijzigingen")
        parts = outcomes_text(counts)
        click.echo(f"{lijst.name}: {total}: {parts}.")
    if made.teruggezet:
        back = plural(made.teruggezet, "waarde gaat", "waarden gaan")
        click.echo(f"{lijst.name}: {back} terug naar wat er eerder stond.")
    for blad in made.nieuw:
        click.echo(f"Nieuw fiche: {blad}")
    for naam in made.zonder:
        click.echo(f"Nieuw project zonder locatie: {naam}")
    if not quiet:
        print_findings(made.findings)
    if made.conflicten:
        click.echo(plural(made.conflicten, "conflict open.", "conflicten open."))


def _updated_as_data(made: "Vernieuwd") -> dict[str, object]:
    outcomes = {o.value: n for o, n in made.ledger.counts.items()} if made.ledger else {}
    return {
        "schema_versie": SCHEMA_VERSIE,
        "wijzigingen": sum(outcomes.values()),
        "uitkomsten": outcomes,
        "teruggezet": made.teruggezet,
        "nieuwe_fiches": list(made.nieuw),
        "nieuw_zonder_locatie": list(made.zonder),
        "verdwenen": list(made.verdwenen),
        "conflicten": made.conflicten,
        "gewijzigde_cellen": len(made.result.writes),
        "bevindingen": [finding_data(finding) for finding in made.findings],
    }


@click.command(cls=DutchCommand)
@click.argument("a", metavar="A.xlsx", type=FILE)
@click.argument("b", metavar="B.xlsx", type=FILE)
@options("instellingen", "json")
def diff(a: Path, b: Path, instellingen: Path | None, as_json: bool) -> int:  # noqa: FBT001
    """Toon wat er verschilt tussen twee actielijsten, per cel."""
    from actielijst_xl.usecases import read_source, vergelijken  # noqa: PLC0415

    files = [read_source(path) for path in (a, b)]
    (old, old_name), (new, new_name) = files
    found = vergelijken.diff((old_name, old), (new_name, new), settings=settings_for(instellingen, a, None))
    if as_json:
        print_json(_compared_as_data(found))
    else:
        for line in _lines(found):
            click.echo(line)
    return 0 if found.verschil.is_equal else LOOK


def _lines(found: "Vergeleken") -> Iterator[str]:
    said = found.verschil
    for fiche in said.fiches_erbij:
        yield f"+ {found.fiche(fiche)}: alleen in {found.nieuw.naam}"
    for fiche in said.fiches_weg:
        yield f"- {found.fiche(fiche)}: alleen in {found.oud.naam}"
    only_one = (*said.rijen_erbij, *said.rijen_weg)
    fiches = {v.key.fiche for v in said.cellen} | {ref.fiche for ref in only_one}
    for fiche in sorted(fiches):
        yield found.fiche(fiche)
        yield from (f"  {_cell(found, v)}" for v in said.cellen if v.key.fiche == fiche)
        for mark, rows in (("+", said.rijen_erbij), ("-", said.rijen_weg)):
            yield from (f"  {mark} {found.rij(ref, row)}" for ref, row in rows.items() if ref.fiche == fiche)
    for key in said.onleesbaar:
        yield f"Niet te lezen: {found.fiche(key.fiche)}, {found.nieuw.namen.veld(key)}"
    number = plural(said.aantal, "verschil", "verschillen")
    yield (
        f"Geen verschillen tussen {found.oud.naam} en {found.nieuw.naam}." if said.is_equal else f"{number}."
    )


def _cell(found: "Vergeleken", cell: "Verschil") -> str:
    names = found.nieuw.namen if cell.key.row in found.nieuw.namen.nrs else found.oud.namen
    dropped = " (vervallen)" if cell.key.row in found.verschil.vervallen and cell.key.veld == "status" else ""
    return f"{names.veld(cell.key)}: {_text(cell.was)} -> {_text(cell.wordt)}{dropped}"


def _text(value: object) -> str:
    from actielijst_xl.model.document import display  # noqa: PLC0415

    text = display(value)  # type: ignore[arg-type]
    return text.replace("\n", " / ") or "(leeg)"


def _compared_as_data(found: "Vergeleken") -> dict[str, object]:
    said = found.verschil
    return {
        "schema_versie": SCHEMA_VERSIE,
        "oud": found.oud.naam,
        "nieuw": found.nieuw.naam,
        "gelijk": said.is_equal,
        "cellen": [
            {
                "fiche": v.key.fiche,
                "blad": found.fiche(v.key.fiche),
                "tabel": v.key.tabel,
                "rij": v.key.rij,
                "veld": v.key.veld,
                "was": _text(v.was) if v.was is not None else None,
                "wordt": _text(v.wordt) if v.wordt is not None else None,
            }
            for v in said.cellen
        ],
        "rijen_erbij": [
            {"fiche": r.fiche, "rij": r.rij, "tekst": found.rij(r, x)} for r, x in said.rijen_erbij.items()
        ],
        "rijen_weg": [
            {"fiche": r.fiche, "rij": r.rij, "tekst": found.rij(r, x)} for r, x in said.rijen_weg.items()
        ],
        "vervallen": [{"fiche": ref.fiche, "rij": ref.rij} for ref in said.vervallen],
        "fiches_erbij": list(said.fiches_erbij),
        "fiches_weg": list(said.fiches_weg),
        "onleesbaar": [{"fiche": k.fiche, "rij": k.rij, "veld": k.veld} for k in said.onleesbaar],
    }
