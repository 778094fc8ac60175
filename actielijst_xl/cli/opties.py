"""Options that several commands share, the settings they lead to, and progress."""

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actielijst_xl.errors import UsageError

if TYPE_CHECKING:
    from actielijst_xl.model.field import Rol
    from actielijst_xl.model.settings import Settings

FILE = click.Path(path_type=Path, readable=False)  # who reads it says in Dutch why it can't


def day(_ctx: click.Context, _param: click.Parameter, text: str | None) -> date | None:
    """Read the day of an option; refuses what is no single day (XA-C011)."""
    from actielijst_xl.model.planning import Precisie, parse_planning  # noqa: PLC0415

    if text is None:
        return None
    period = parse_planning(text)
    if period.precisie is not Precisie.DAG or period.eerste != period.laatste:
        raise UsageError("XA-C011", waarde=text)
    return period.eerste


def workbook(_ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Refuse a name for a workbook that Excel would not open (XA-C017)."""
    if path is None or path.suffix.casefold() == ".xlsx":
        return path
    said = f'De naam "{path.name}" bij {param.opts[0]} eindigt niet op .xlsx. Excel opent zo\'n bestand niet.'
    raise UsageError("XA-C017", uitleg=said)


def options(*names: str, stil: str = "Toon alleen fouten en waarschuwingen.") -> Callable[[Any], Any]:
    """The options that several commands share, in one place; `stil` is what --quiet leaves."""
    known = {
        "lijst": click.argument("lijst", metavar="LIJST.xlsx", type=FILE),
        "provincie": click.option("--provincie", metavar="NAAM", help="Naam van de provincie op de bladen."),
        "peildatum": click.option(
            "--peildatum",
            metavar="DATUM",
            callback=day,
            help="Dag waarop de gegevens gelden, bijvoorbeeld 1-11-2026. Anders: vandaag.",
        ),
        "instellingen": click.option(
            "--instellingen",
            metavar="BESTAND",
            type=FILE,
            help="Bestand met instellingen. Anders: actielijst.toml in deze map of bij de lijst.",
        ),
        "json": click.option("--json", "as_json", is_flag=True, help="Geef de uitkomst als JSON."),
        "wachtwoord": click.option(
            "--wachtwoord",
            is_flag=True,
            help="Vraag om wachtwoorden van beveiligde bestanden; elk wordt op elk bestand geprobeerd.",
        ),
        "verbose": click.option(
            "-v", "--verbose", is_flag=True, help="Toon ook alle meldingen over het lezen."
        ),
        "quiet": click.option("-q", "--quiet", is_flag=True, help=stil),
    }

    def decorate(command: Any) -> Any:
        for name in reversed(names):
            command = known[name](command)
        return command

    return decorate


def settings_for(file: Path | None, lijst: Path, provincie: str | None) -> "Settings":
    """The settings for a file: those given, else those of this folder or of the file's own folder."""
    from actielijst_xl import usecases  # noqa: PLC0415

    found = file or usecases.find_settings(Path.cwd()) or usecases.find_settings(lijst.parent)
    flags = {("provincie", "naam"): provincie} if provincie else {}
    return usecases.load_settings(found, flags=flags)


def today() -> date:
    """The calendar day where the user sits."""
    return date.today()  # noqa: DTZ011  (no zone: the user's own day)


class Progress:
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
        """Show how far the work is."""
        if self.is_shown and (done == total or done % 10 == 0):
            click.echo(f"\r{self.label}: {done} van {total}", nl=False, err=True)


def roles(_ctx: click.Context, _param: click.Parameter, text: str | None) -> "tuple[Rol, ...]":
    """Read the roles of `--per`, before anything is done; refuses what is no role (XA-S053)."""
    from actielijst_xl.model.field import Rol  # noqa: PLC0415

    if text is None:
        return ()
    known = {rol.value.casefold(): rol for rol in Rol if rol is not Rol.PROVINCIE}
    names = [name.strip().casefold() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None or not names:
        raise UsageError("XA-S053", rol=unknown or text, rollen=", ".join(known))
    return tuple(known[name] for name in names)


def now() -> datetime:
    """The moment of the run on the user's own clock; it is shown and decides nothing."""
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005  (the wall clock of the user, shown only)


def passwords(*, ask: bool) -> tuple[str, ...]:
    """The passwords for protected files: typed now, unseen, and those in the environment (one a line).

    They are never an argument or a setting: others can read those.

    Raises:
        UsageError: XA-C021 they must be asked for, and nobody is there to type.
    """
    from actielijst_xl.usecases.instellingen import PASSWORDS  # noqa: PLC0415

    given = [line for line in os.environ.get(PASSWORDS, "").splitlines() if line]
    if ask and not (sys.stdin.isatty() or given):
        raise UsageError("XA-C021")
    while ask and sys.stdin.isatty():
        typed: str = click.prompt(
            "Wachtwoord (leeg: klaar)", default="", hide_input=True, show_default=False, err=True
        )
        if not typed:
            break
        given.append(typed)
    return tuple(given)
