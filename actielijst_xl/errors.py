"""What stops a command: an error with a code, a Dutch sentence and an exit code."""

from actielijst_xl.messages import sentence


class ActielijstError(Exception):
    """Stops the command; the user reads `str(error)`.

    Args:
        code: A code of `actielijst_xl.messages`, for example `XA-L001`.
        details: The values that fill the sentence of that code.
    """

    exit_code = 3

    def __init__(self, code: str, **details: str) -> None:
        self.code = code
        self.details = details
        super().__init__(sentence(code, details))

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes as a code and its details."""
        return _made, (type(self), self.code, self.details)


def _made(kind: type[ActielijstError], code: str, details: dict[str, str]) -> ActielijstError:
    return kind(code, **details)


class UsageError(ActielijstError):
    """The command, a setting or an option is wrong: exit code 2."""

    exit_code = 2


class InputError(ActielijstError):
    """The input is not valid and nothing was written: exit code 3."""


class WriteError(ActielijstError):
    """A file can't be written, and stands as it was: exit code 5."""

    exit_code = 5


class InUseError(WriteError):
    """A file is open elsewhere, or may not be written."""
