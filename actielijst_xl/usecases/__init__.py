"""Each whole job: the only place that joins the stages and touches files.

The functions take paths or open binary files and return values; they print nothing. A path that is written
is written safely: the old or the new file, never a part of one.
"""

from typing import TYPE_CHECKING

from actielijst_xl.usecases.bestanden import Source, read_source, save
from actielijst_xl.usecases.instellingen import (
    SETTINGS_FILE,
    SJABLONEN,
    copy_sample,
    find_settings,
    init,
    load_settings,
)
from actielijst_xl.usecases.lijst import Controle, Gemaakt, ListHasErrorsError, check, generate

if TYPE_CHECKING:
    from actielijst_xl.model.settings import Settings
    from actielijst_xl.usecases.werkers import Werkers


def warmed(settings: "Settings", files: int) -> "Werkers":
    """The pool in which files of others are read, its processes starting now; heavy, so imported late."""
    from actielijst_xl.usecases import inlezen  # noqa: PLC0415

    return inlezen.warmed(settings, files)


__all__ = [
    "SETTINGS_FILE",
    "SJABLONEN",
    "Controle",
    "Gemaakt",
    "ListHasErrorsError",
    "Source",
    "check",
    "copy_sample",
    "find_settings",
    "generate",
    "init",
    "load_settings",
    "read_source",
    "save",
    "warmed",
]
