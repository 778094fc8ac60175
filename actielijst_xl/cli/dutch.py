"""Click in Dutch: headings of the help, and sentences for what a user types wrongly."""

import difflib
from collections.abc import Iterable
from typing import Any

import click


class DutchCommand(click.Command):
    """A command whose help has Dutch headings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[OPTIES]", **kwargs})

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how to type the command."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options; what a command is given stands in the line of its use."""
        params = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for param in params if (record := param.get_help_record(ctx))]
        if records:
            with formatter.section("Opties"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Dutch."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze uitleg."
        return option


class DutchGroup(DutchCommand, click.Group):
    """A group of commands in Dutch, with other (hidden) names for its commands."""

    command_class = DutchCommand

    def __init__(self, *args: Any, aliases: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"subcommand_metavar": "OPDRACHT ...", **kwargs})
        self.aliases = aliases or {}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command under its own name or another."""
        return super().get_command(ctx, self.aliases.get(cmd_name, cmd_name))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work."""
        del ctx
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands."""
        super().format_options(ctx, formatter)
        rows = [(name, command.get_short_help_str(80)) for name, command in self._shown(ctx)]
        with formatter.section("Opdrachten"):
            formatter.write_dl(rows)

    def _shown(self, ctx: click.Context) -> Iterable[tuple[str, click.Command]]:
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                yield name, command


def explain_usage(error: click.UsageError) -> str:
    """Say in Dutch what is wrong with the command that was typed."""
    match error:
        case click.NoSuchOption():
            near = f" Bedoelt u {error.possibilities[0]}?" if error.possibilities else ""
            return f"De optie {error.option_name} bestaat niet.{near}"
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            return f"Er ontbreekt iets: {name.strip('[]')}."
        case click.BadOptionUsage() if "does not take a value" in error.message:
            return f"De optie {error.option_name} krijgt geen waarde."
        case click.BadOptionUsage():
            return f"De optie {error.option_name} heeft een waarde nodig."
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"De waarde bij {name} klopt niet: {error.message}"
        case _:
            return _by_message(error.message, error.ctx)


def _by_message(message: str, ctx: click.Context | None) -> str:
    if message.startswith("No such command"):
        name = message.split("'")[1] if "'" in message else ""
        return f'De opdracht "{name}" bestaat niet.{_near(name, ctx)}'
    if "unexpected extra argument" in message:
        extra = message.partition("(")[2].rstrip(")")
        return f"Te veel ingevuld: {extra}. Zet aanhalingstekens om een naam met spaties."
    return message


def _near(name: str, ctx: click.Context | None) -> str:
    """The command that was probably meant, under the name that looks like what was typed."""
    group = ctx.command if ctx else None
    names = [*group.commands, *group.aliases] if isinstance(group, DutchGroup) else []
    near = difflib.get_close_matches(name.lower(), names, n=1)
    return f" Bedoelt u {near[0]}?" if near else " Typ xl-actielijst --help voor alle opdrachten."
