"""What the commands print: sentences for people, one JSON document for programs."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from actielijst_xl.model.findings import Finding
    from actielijst_xl.usecases import Controle, Gemaakt
    from actielijst_xl.usecases.rondgang import Samengevoegd, Uitgegeven, Verslag
    from actielijst_xl.usecases.toestand import Toestand

SCHEMA_VERSIE = 1


def print_controle(controle: "Controle", *, verbose: bool, quiet: bool) -> None:
    """Say how the list was read, and what was found in it."""
    from actielijst_xl.model.findings import Severity  # noqa: PLC0415

    columns = controle.lijst.columns
    read = [c for c in columns if c.field]
    if not quiet:
        click.echo(f"Lijst: blad {controle.lijst.sheet}, {len(controle.lijst.projects)} projecten.")
        click.echo(f"Kolommen herkend: {len(read)} van {len(columns)}.{_read_as(controle)}")
    for finding in controle.findings:
        if finding.severity is not Severity.MELDING or verbose:
            place = " › ".join(part for part in (finding.sheet, finding.cell) if part)
            click.echo(f"{finding.code}  {finding.severity}  {place + ': ' if place else ''}{finding.text}")
    counts = [controle.count(s) for s in Severity]
    hint = " (toon ze met -v)" if counts[2] and not verbose else ""
    click.echo(
        f"{plural(counts[0], 'fout', 'fouten')}, {plural(counts[1], 'waarschuwing', 'waarschuwingen')}, "
        f"{plural(counts[2], 'melding', 'meldingen')} over hoe de lijst is gelezen{hint}."
    )


def _read_as(controle: "Controle") -> str:
    """Say which headers were read as something that they do not say themselves."""
    from actielijst_xl.model.fields import Fields  # noqa: PLC0415

    fields = Fields()
    guessed = [c for c in controle.lijst.columns if c.how in ("inhoud", "lijkt op") and c.field in fields]
    return "".join(f' "{c.kop}" gelezen als {fields[c.field].label}.' for c in guessed)


def plural(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"


def totals(made: "Gemaakt") -> dict[str, int]:
    """Rows of the list, and where they landed: the parts sum to `rijen`."""
    lijst = made.actielijst
    parts = {
        "fiches": len(lijst.fiches),
        "zonder_locatie": len(lijst.zonder_locatie),
        "met_fouten": len(lijst.met_fouten),
    }
    return {"rijen": len(made.controle.lijst.projects), **parts}


def print_gemaakt(made: "Gemaakt", out: Path) -> None:
    """Say what was made, with the totals that reconcile."""
    landed = totals(made)
    errors = f" + {landed['met_fouten']} met fouten (op het Hoofddocument)" if landed["met_fouten"] else ""
    click.echo(
        f"{landed['rijen']} rijen = {plural(landed['fiches'], 'fiche', 'fiches')} + "
        f"{landed['zonder_locatie']} zonder locatie{errors}."
    )
    click.echo(f"Gemaakt: {out}")


def as_data(controle: "Controle") -> dict[str, object]:
    """The outcome of a check for programs."""
    lijst = controle.lijst
    return {
        "schema_versie": SCHEMA_VERSIE,
        "bestand": lijst.file,
        "blad": lijst.sheet,
        "projecten": len(lijst.projects),
        "kolommen": [
            {
                "cel": c.cell,
                "kop": c.kop,
                "veld": c.field,
                "hoe": c.how,
                "waarden": c.values,
                "verborgen": c.hidden,
            }
            for c in lijst.columns
        ],
        "bevindingen": [finding_data(f) for f in controle.findings],
    }


def findings_as_data(findings: "Iterable[Finding]") -> list[dict[str, str]]:
    """Findings for programs."""
    return [finding_data(finding) for finding in findings]


def finding_data(finding: "Finding") -> dict[str, str]:
    """One finding for programs."""
    return {
        "code": finding.code,
        "ernst": finding.severity.value,
        "bestand": finding.file,
        "blad": finding.sheet,
        "cel": finding.cell,
        "waarde": finding.value,
        "tekst": finding.text,
        "voorstel": finding.hint,
    }


def print_json(data: Mapping[str, object] | Iterable[object]) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_uitgegeven(made: "Uitgegeven", folder: Path, *, quiet: bool) -> None:
    """Say who gets which file, and what somebody should look at."""
    from actielijst_xl.model.findings import Severity  # noqa: PLC0415

    if not quiet:
        for partij, file in zip(made.partijen, made.bestanden, strict=True):
            number = plural(len(partij.fiches), "fiche", "fiches")
            click.echo(f"{partij.naam:32}  {number:10}  {folder / file}")
    print_findings(f for f in made.findings if not quiet or f.severity is Severity.FOUT)
    files = plural(len(made.bestanden), "bestand", "bestanden")
    click.echo(f"Uitgifte {made.uitgifte}: {files} in {folder}.")


def issued_as_data(made: "Uitgegeven") -> dict[str, object]:
    """The outcome of issue for programs."""
    parties = [
        {
            "partij": partij.naam,
            "rollen": sorted(rol.value for rol in partij.rollen),
            "fiches": list(partij.fiches),
            "bestand": file,
        }
        for partij, file in zip(made.partijen, made.bestanden, strict=True)
    ]
    return {
        "schema_versie": SCHEMA_VERSIE,
        "uitgifte": made.uitgifte,
        "partijen": parties,
        "bevindingen": [finding_data(finding) for finding in made.findings],
    }


def print_samengevoegd(merged: "Samengevoegd", *, quiet: bool) -> None:
    """Say per file what became of each edit, and once per reason to skip one what to do; then the rest."""
    from actielijst_xl.messages import MESSAGES  # noqa: PLC0415
    from actielijst_xl.model.findings import Severity  # noqa: PLC0415

    told: set[str] = set()
    for verslag in merged.verslagen:
        click.echo(_line(verslag))
        if verslag.fout and verslag.fout.code not in told and not quiet:
            click.echo(f"          {MESSAGES[verslag.fout.code].doe}")
            told.add(verslag.fout.code)
    print_findings(f for f in merged.findings if not quiet or f.severity is Severity.FOUT)
    if merged.result.decided:
        click.echo(plural(len(merged.result.decided), "besluit verwerkt.", "besluiten verwerkt."))
    if merged.conflicten:
        click.echo(plural(merged.conflicten, "conflict open.", "conflicten open."))


def print_antwoorden(merged: "Samengevoegd", folder: Path, *, dry_run: bool) -> None:
    """Say per party which answer it gets."""
    for antwoord in merged.antwoorden:
        counts = (
            (antwoord.geweigerd, "geweigerde cel", "geweigerde cellen"),
            (antwoord.onleesbaar, "onleesbare cel", "onleesbare cellen"),
        )
        cells = " en ".join(plural(*count) for count in counts if count[0])
        how = "rood in het eigen bestand" if antwoord.eigen else "als losse lijst (dit bestand kan niet rood)"
        click.echo(f"Antwoord aan {antwoord.partij}: {cells}, {how}: {folder / antwoord.bestand}")
    made = plural(len(merged.antwoorden), "antwoord", "antwoorden")
    click.echo(f"{made}{', nog niet geschreven' if dry_run and merged.antwoorden else ''}.")


def to_look_at(findings: "Iterable[Finding]") -> bool:
    """Whether somebody should look at one of them; what is only for the record needs nobody."""
    from actielijst_xl.model.findings import Severity  # noqa: PLC0415

    return any(finding.severity is not Severity.MELDING for finding in findings)


def print_findings(findings: "Iterable[Finding]") -> None:
    """One line per finding: code, weight, where, what."""
    for finding in findings:
        place = f"{finding.place}: " if finding.place else ""
        click.echo(f"{finding.code}  {finding.severity}  {place}{finding.text}")


def print_toestand(found: "Toestand") -> None:
    """Say who answered, who did not, and what is open."""
    if not found.uitgifte:
        click.echo("Er is nog niets uitgedeeld. Volgende stap: xl-actielijst issue ACTIELIJST.xlsx")
    else:
        before = f", terug vóór {found.deadline}" if found.deadline else ""
        click.echo(f"Uitgifte {found.uitgifte}{before}.")
        for partij in found.partijen:
            back = f"terug: {partij.retouren[-1]}" if partij.retouren else "nog niet terug"
            number = f" ({plural(partij.wijzigingen, 'wijziging', 'wijzigingen')})" if partij.retouren else ""
            earlier = f" (uitgifte {partij.uitgifte})" if partij.uitgifte != found.uitgifte else ""
            fiches = plural(partij.fiches, "fiche", "fiches")
            click.echo(f"{partij.partij:32}  {fiches:10}  {back}{number}{earlier}")
        answered = sum(bool(partij.retouren) for partij in found.partijen)
        parties = plural(len(found.partijen), "partij", "partijen")
        click.echo(f"{answered} van {parties} {'stuurde' if answered == 1 else 'stuurden'} iets terug.")
    open_text = plural(found.conflicten, "conflict open", "conflicten open")
    click.echo(f"{open_text}, waarvan {found.besluiten} met een besluit.")


def _line(verslag: "Verslag") -> str:
    if verslag.fout:
        return f"{verslag.naam}: overgeslagen ({verslag.fout.code}): {verslag.fout}"
    if verslag.ledger is None:
        known = "brengt niets nieuws." if verslag.eerder else "overgeslagen, zie de melding."
        return f"{verslag.naam}: {known}"
    counts = {outcome.value: n for outcome, n in verslag.ledger.counts.items() if n}
    total = plural(sum(counts.values()), "wijziging", "wijzigingen")
    parts = outcomes_text(counts)
    who = verslag.ledger.intake.recipient
    return f"{verslag.naam} ({who}): {total}{': ' + parts if parts else ''}."


def outcomes_text(counts: Mapping[str, int]) -> str:
    """What became of the edits, in words: `8 overgenomen, 3 conflicten`."""
    words = {"conflict": ("conflict", "conflicten")}
    return ", ".join(plural(number, *words.get(o, (o, o))) for o, number in counts.items())


def merged_as_data(merged: "Samengevoegd") -> dict[str, object]:
    """The outcome of a merge for programs."""
    return {
        "schema_versie": SCHEMA_VERSIE,
        "retouren": [
            {
                "bestand": verslag.naam,
                "fout": verslag.fout.code if verslag.fout else None,
                "partij": verslag.ledger.intake.recipient if verslag.ledger else None,
                "uitgifte": verslag.ledger.intake.uitgifte if verslag.ledger else None,
                "wijzigingen": len(verslag.ledger.outcomes) if verslag.ledger else 0,
                "uitkomsten": {o.value: n for o, n in verslag.ledger.counts.items()}
                if verslag.ledger
                else {},
                "eerder": verslag.eerder,
            }
            for verslag in merged.verslagen
        ],
        "conflicten": merged.conflicten,
        "besluiten": len(merged.result.decided),
        "gewijzigde_cellen": len(merged.result.writes),
        "antwoorden": [
            {
                "partij": antwoord.partij,
                "retour": antwoord.retour,
                "bestand": antwoord.bestand,
                "geweigerd": antwoord.geweigerd,
                "onleesbaar": antwoord.onleesbaar,
                "eigen_bestand": antwoord.eigen,
            }
            for antwoord in merged.antwoorden
        ],
        "bevindingen": [finding_data(finding) for finding in merged.findings],
    }
