"""The command line: options, progress, exit codes. It decides nothing; the work is in `usecases`."""

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actielijst_xl import __version__
from actielijst_xl.dutch_click import DutchGroup, explain_usage
from actielijst_xl.errors import ActielijstError, UsageError

if TYPE_CHECKING:
    from actielijst_xl.model.settings import Settings
    from actielijst_xl.usecases import Controle, Gemaakt

SCHEMA_VERSIE = 1
BUG, NOT_VALID, LOOK, INTERRUPTED = 1, 3, 4, 130
ALIASES = {
    "begin": "init",
    "controleer": "check",
    "genereer": "generate",
    "leguit": "explain",
    "voorbeeld": "demo",
}
_FILE = click.Path(path_type=Path)


def main() -> None:
    """Run the command line; every ending has its own exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # output redirected on Windows may be cp1252
            stream.reconfigure(errors="replace")
    sys.exit(_run())


def _run() -> int:
    try:
        result = cli.main(standalone_mode=False, prog_name="xl-actielijst")
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.UsageError as error:
        return _stop(UsageError("XA-C017", uitleg=explain_usage(error)))
    except ActielijstError as error:
        return _stop(error)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Afgebroken. Er is niets half geschreven; wat er stond, staat er nog.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return 0
    except Exception as error:  # noqa: BLE001  (the last resort: a bug of ours, told in Dutch)
        return _bug(error)
    return result if isinstance(result, int) else 0


def _stop(error: ActielijstError) -> int:
    from actielijst_xl.messages import MESSAGES  # noqa: PLC0415

    click.echo(f"{error.code}  {error}", err=True)
    click.echo(f"          {MESSAGES[error.code].doe}", err=True)
    return error.exit_code


def _bug(error: Exception) -> int:
    handle, name = tempfile.mkstemp(prefix="xl-actielijst-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write(f"xl-actielijst {__version__}, Python {sys.version}\n{sys.argv}\n\n")
        traceback.print_exception(error, file=log)
    _stop(ActielijstError("XA-C018", soort=type(error).__name__, log=name))
    return BUG


def _day(_ctx: click.Context, _param: click.Parameter, text: str | None) -> date | None:
    from actielijst_xl.model.planning import Precisie, parse_planning  # noqa: PLC0415

    if text is None:
        return None
    period = parse_planning(text)
    if period.precisie is not Precisie.DAG or period.eerste != period.laatste:
        raise UsageError("XA-C011", waarde=text)
    return period.eerste


def _options(*names: str) -> Callable[[Any], Any]:
    """The options that several commands share, in one place."""
    known = {
        "lijst": click.argument("lijst", metavar="LIJST.xlsx", type=_FILE),
        "provincie": click.option("--provincie", metavar="NAAM", help="Naam van de provincie op de bladen."),
        "peildatum": click.option(
            "--peildatum",
            metavar="DATUM",
            callback=_day,
            help="Dag waarop de gegevens gelden, bijvoorbeeld 1-11-2026. Anders: vandaag.",
        ),
        "instellingen": click.option(
            "--instellingen",
            metavar="BESTAND",
            type=_FILE,
            help="Bestand met instellingen. Anders: actielijst.toml in deze map of bij de lijst.",
        ),
        "json": click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON."),
        "verbose": click.option(
            "-v", "--verbose", is_flag=True, help="Toon ook alle meldingen over het lezen."
        ),
        "quiet": click.option("-q", "--quiet", is_flag=True, help="Toon alleen fouten en waarschuwingen."),
    }

    def decorate(command: Any) -> Any:
        for name in reversed(names):
            command = known[name](command)
        return command

    return decorate


@click.group(cls=DutchGroup, aliases=ALIASES, invoke_without_command=True)
@click.version_option(__version__, "--version", message="xl-actielijst %(version)s", help="Toon de versie.")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Van pMIEK-lijst naar pMIEK-actielijst, in Excel."""
    if ctx.invoked_subcommand is None:
        from actielijst_xl.usecases import next_step  # noqa: PLC0415

        state, command = next_step(Path.cwd())
        click.echo(f"{state}\nVolgende stap: {command}\nAlle opdrachten: xl-actielijst --help")


@cli.command()
@click.argument("map_", metavar="[MAP]", default=".", type=_FILE)
@_options("provincie")
def init(map_: Path, provincie: str | None) -> None:
    """Maak instellingen en mappen voor een nieuwe actielijst."""
    from actielijst_xl import usecases  # noqa: PLC0415

    for path in usecases.init(map_, provincie=provincie or ""):
        click.echo(f"Gemaakt: {path}")
    click.echo(f"Vul {usecases.SETTINGS_FILE} aan. Daarna: xl-actielijst check LIJST.xlsx")


@cli.command()
@_options("lijst")
@click.option(
    "--rapport", metavar="OUT.xlsx", type=_FILE, help="Maak een kopie van de lijst met de fouten erin."
)
@_options("provincie", "peildatum", "instellingen", "json", "verbose", "quiet")
def check(
    lijst: Path,
    rapport: Path | None,
    provincie: str | None,
    peildatum: date | None,
    instellingen: Path | None,
    as_json: bool,  # noqa: FBT001  (click passes flags by name)
    verbose: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
) -> int:
    """Lees en controleer een pMIEK-lijst; er verandert niets aan de lijst."""
    from actielijst_xl import usecases  # noqa: PLC0415
    from actielijst_xl.model.findings import Severity  # noqa: PLC0415

    settings = _settings(instellingen, lijst, provincie)
    if rapport is not None and rapport.resolve() == lijst.resolve():
        raise UsageError("XA-C012", bestand=str(rapport))
    controle = usecases.check(
        lijst, settings=settings, peildatum=peildatum or _today(), rapport=rapport is not None
    )
    if rapport is not None and controle.rapport is not None:
        usecases.save(rapport, controle.rapport, settings=settings)
    if as_json:
        _print_json(_as_data(controle) | {"rapport": str(rapport) if rapport else None})
    else:
        _print_controle(controle, verbose=verbose, quiet=quiet)
        if rapport is not None:
            click.echo(f"Rapport: {rapport}")
    if controle.count(Severity.FOUT):
        return NOT_VALID
    return LOOK if controle.count(Severity.WAARSCHUWING) else 0


@cli.command()
@_options("lijst")
@click.option(
    "-o",
    "--uit",
    "out",
    metavar="BESTAND",
    type=_FILE,
    default=Path("actielijst.xlsx"),
    help="Naam van het werkboek; anders actielijst.xlsx.",
)
@click.option(
    "--ook-met-fouten", is_flag=True, help="Ga door bij fouten; die rijen komen op het Hoofddocument."
)
@_options("provincie", "peildatum", "instellingen", "json", "verbose", "quiet")
def generate(
    lijst: Path,
    out: Path,
    ook_met_fouten: bool,  # noqa: FBT001
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

    settings = _settings(instellingen, lijst, provincie)
    if out.exists():
        raise UsageError("XA-C012", bestand=str(out))
    try:
        with _Progress("Fiches") as progress:
            made = usecases.generate(
                lijst,
                settings=settings,
                peildatum=peildatum or _today(),
                ook_met_fouten=ook_met_fouten,
                progress=progress,
            )
    except usecases.ListHasErrorsError as error:
        _print_json(_as_data(error.controle)) if as_json else _print_controle(
            error.controle, verbose=verbose, quiet=quiet
        )
        raise
    usecases.save(out, made.data, settings=settings, new=True)
    if as_json:
        _print_json(_as_data(made.controle) | {"actielijst": str(out), "totalen": _totals(made)})
    else:
        _print_controle(made.controle, verbose=verbose, quiet=quiet)
        _print_gemaakt(made, out)
    looked_at = made.controle.count(Severity.FOUT) + made.controle.count(Severity.WAARSCHUWING)
    return LOOK if looked_at else 0


@cli.command()
@click.argument("code", metavar="CODE")
def explain(code: str) -> None:
    """Leg een code uit, bijvoorbeeld XA-V007."""
    import difflib  # noqa: PLC0415

    from actielijst_xl.messages import MESSAGES  # noqa: PLC0415

    wanted = code.upper()
    if wanted not in MESSAGES:
        near = difflib.get_close_matches(wanted, MESSAGES, n=1, cutoff=0.5)
        raise UsageError("XA-C010", gevraagd=code, voorstel=f"Bedoelt u {near[0]}?" if near else "")
    message = MESSAGES[wanted]
    click.echo(
        f"{wanted}\nMelding:   {message.text}\nUitleg:    {message.uitleg}\nWat te doen: {message.doe}"
    )


@cli.command()
@click.argument("map_", metavar="[MAP]", default="demo", type=_FILE)
@click.option("--peildatum", metavar="DATUM", callback=_day, help="Dag waarop de gegevens gelden.")
def demo(map_: Path, peildatum: date | None) -> None:
    """Kopieer de voorbeeldlijst en doe al het werk één keer voor."""
    from actielijst_xl import usecases  # noqa: PLC0415

    day = peildatum or date(2026, 11, 1)  # the sample list is of this day
    lijst = usecases.copy_sample(map_)
    settings = usecases.load_settings(map_ / usecases.SETTINGS_FILE, environ={})
    click.echo(f"> xl-actielijst check {lijst.name} --rapport rapport.xlsx")
    controle = usecases.check(lijst, settings=settings, peildatum=day, rapport=True)
    _print_controle(controle, verbose=False, quiet=False)
    if controle.rapport is not None:
        usecases.save(map_ / "rapport.xlsx", controle.rapport, settings=settings)
    click.echo(f"\n> xl-actielijst generate {lijst.name}")
    with _Progress("Fiches") as progress:
        made = usecases.generate(lijst, settings=settings, peildatum=day, progress=progress)
    out = map_ / "actielijst.xlsx"
    usecases.save(out, made.data, settings=settings, new=True)
    _print_gemaakt(made, out)
    click.echo(f"\nOpen nu in Excel of LibreOffice: {out}")
    click.echo("Begin op het blad Leeswijzer en klik door naar Overzicht en een fiche.")


def _settings(file: Path | None, lijst: Path, provincie: str | None) -> "Settings":
    from actielijst_xl import usecases  # noqa: PLC0415

    found = file or usecases.find_settings(Path.cwd()) or usecases.find_settings(lijst.parent)
    flags = {("provincie", "naam"): provincie} if provincie else {}
    return usecases.load_settings(found, flags=flags)


def _today() -> date:
    return date.today()  # noqa: DTZ011  (the calendar day where the user sits)


class _Progress:
    """A progress bar on a terminal, nothing anywhere else."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.is_shown = sys.stderr.isatty()

    def __enter__(self) -> Callable[[int, int], None]:
        return self.show

    def __exit__(self, *_error: object) -> None:
        if self.is_shown:
            click.echo("\r\033[K", nl=False, err=True)

    def show(self, done: int, total: int) -> None:
        if self.is_shown and (done == total or done % 10 == 0):
            click.echo(f"\r{self.label}: {done} van {total}", nl=False, err=True)


def _print_controle(controle: "Controle", *, verbose: bool, quiet: bool) -> None:
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
        f"{_plural(counts[0], 'fout', 'fouten')}, {_plural(counts[1], 'waarschuwing', 'waarschuwingen')}, "
        f"{_plural(counts[2], 'melding', 'meldingen')} over hoe de lijst is gelezen{hint}."
    )


def _read_as(controle: "Controle") -> str:
    """Say which headers were read as something that they do not say themselves."""
    from actielijst_xl.model.fields import Fields  # noqa: PLC0415

    fields = Fields()
    guessed = [c for c in controle.lijst.columns if c.how in ("inhoud", "lijkt op") and c.field in fields]
    return "".join(f' "{c.kop}" gelezen als {fields[c.field].label}.' for c in guessed)


def _plural(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _totals(made: "Gemaakt") -> dict[str, int]:
    lijst = made.actielijst
    parts = {
        "fiches": len(lijst.fiches),
        "zonder_locatie": len(lijst.zonder_locatie),
        "met_fouten": len(lijst.met_fouten),
    }
    return {"rijen": len(made.controle.lijst.projects), **parts}


def _print_gemaakt(made: "Gemaakt", out: Path) -> None:
    totals = _totals(made)
    errors = f" + {totals['met_fouten']} met fouten (op het Hoofddocument)" if totals["met_fouten"] else ""
    click.echo(
        f"{totals['rijen']} rijen = {_plural(totals['fiches'], 'fiche', 'fiches')} + "
        f"{totals['zonder_locatie']} zonder locatie{errors}."
    )
    click.echo(f"Gemaakt: {out}")


def _as_data(controle: "Controle") -> dict[str, object]:
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
        "bevindingen": [
            {
                "code": f.code,
                "ernst": f.severity.value,
                "bestand": f.file,
                "blad": f.sheet,
                "cel": f.cell,
                "waarde": f.value,
                "tekst": f.text,
                "voorstel": f.hint,
            }
            for f in controle.findings
        ],
    }


def _print_json(data: Mapping[str, object] | Iterable[object]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
