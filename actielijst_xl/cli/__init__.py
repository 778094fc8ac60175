"""The command line: options, progress, exit codes. It decides nothing; the work is in `usecases`."""

import os
import sys
import tempfile
import traceback
from pathlib import Path

import click

from actielijst_xl import __version__
from actielijst_xl.cli.dutch import DutchGroup, explain_usage
from actielijst_xl.cli.lijst import check, explain, generate, init
from actielijst_xl.cli.lijst_nieuw import diff, update
from actielijst_xl.cli.maand import monitor, remind
from actielijst_xl.cli.rondgang import issue, merge, redo, status, undo
from actielijst_xl.cli.voorbeeld import demo
from actielijst_xl.errors import ActielijstError, UsageError

BUG, INTERRUPTED = 1, 130
ALIASES = {
    "begin": "init",
    "controleer": "check",
    "genereer": "generate",
    "uitdelen": "issue",
    "samenvoegen": "merge",
    "vernieuw": "update",
    "vergelijk": "diff",
    "stand": "status",
    "herinner": "remind",
    "maand": "monitor",
    "terugdraaien": "undo",
    "hervatten": "redo",
    "leguit": "explain",
    "voorbeeld": "demo",
}


@click.group(cls=DutchGroup, aliases=ALIASES, invoke_without_command=True)
@click.version_option(__version__, "--version", message="xl-actielijst %(version)s", help="Toon de versie.")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Van pMIEK-lijst naar pMIEK-actielijst, in Excel."""
    if ctx.invoked_subcommand is None:
        from actielijst_xl.usecases.volgende import next_step  # noqa: PLC0415

        state, command = next_step(Path.cwd())
        click.echo(f"{state}\nVolgende stap: {command}\nAlle opdrachten: xl-actielijst --help")


for _command in (
    init,
    check,
    generate,
    issue,
    merge,
    update,
    status,
    remind,
    monitor,
    diff,
    undo,
    redo,
    explain,
    demo,
):
    cli.add_command(_command)


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
    except (BrokenPipeError, SystemExit):  # click ends so when what reads the output stops, as `head` does
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
