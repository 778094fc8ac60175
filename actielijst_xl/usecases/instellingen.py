"""The settings of a province, and the folder that they stand in."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.model.settings import Settings, make_settings
from actielijst_xl.templates import data_folder, load_defaults
from actielijst_xl.usecases.bestanden import make_folder

SETTINGS_FILE = "actielijst.toml"
ENVIRONMENT = "XL_ACTIELIJST_"
PASSWORDS = f"{ENVIRONMENT}WACHTWOORD"
"""Passwords of protected files, one a line; no setting, so that they never stand in a file."""
FOLDERS = ("uit", "retouren", "monitor", "archief")
SJABLONEN = {
    "sjabloon_energyboard": "sjablonen/energyboard.docx",
    "sjabloon_hoofddocument": "sjablonen/hoofddocument.docx",
}
"""Where `init` lays the Word templates, by the setting that names each."""


def load_settings(
    file: Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[tuple[str, str], str] | None = None,
) -> Settings:
    """Read the settings: flag > environment > file > default.

    Args:
        file: The province's `actielijst.toml`, or None.
        environ: The environment; `XL_ACTIELIJST_<SECTION>_<KEY>` counts. Default: that of the process.
        flags: Values given on the command line, by (section, key).

    Raises:
        UsageError: XA-C001 to XA-C007, XA-C028, XA-C029: something in it is not right, and what is accepted.
    """
    defaults = load_defaults()
    data = {key: dict(value) for key, value in _read_toml(file).items()} if file else {}
    for (section, key), text in (_from_environment(defaults, environ) | dict(flags or {})).items():
        data.setdefault(section, {})[key] = _like(defaults, section, key, text)
    return make_settings(data, defaults, file.name if file else "de omgeving")


def _read_toml(file: Path) -> dict[str, dict[str, object]]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError("XA-C009", bestand=str(file)) from error
    except OSError as error:
        raise InputError("XA-C015", bestand=str(file)) from error
    except UnicodeDecodeError as error:
        raise UsageError("XA-C028", bestand=file.name) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError("XA-C006", bestand=file.name, plaats=_place(str(error))) from error
    for name, section in data.items():
        if not isinstance(section, dict):
            raise UsageError("XA-C002", bestand=file.name, sleutel=name, soort="een onderdeel met regels")
    return data


def _place(error: str) -> str:
    """Where the parser stopped, in Dutch; its own words are English and about its inner workings."""
    found = re.search(r"at line (\d+), column (\d+)", error)
    return f"regel {found[1]}, teken {found[2]}" if found else "het eind van het bestand"


def _from_environment(
    defaults: Mapping[str, object], environ: Mapping[str, str] | None
) -> dict[tuple[str, str], str]:
    source = os.environ if environ is None else environ
    names = {
        f"{ENVIRONMENT}{section}_{key}".upper(): (section, key)
        for section, keys in defaults.items()
        if isinstance(keys, Mapping)
        for key in keys
    }
    for name in source:
        if name.upper().startswith(ENVIRONMENT) and name.upper() not in (*names, PASSWORDS):
            raise UsageError("XA-C001", bestand="omgeving", naam=name, wat="instelling", voorstel="")
    return {names[name.upper()]: text for name, text in source.items() if name.upper() in names}


def _like(defaults: Mapping[str, object], section: str, key: str, text: str) -> object:
    """A number for a setting that is a number; anything else stays text and is checked later."""
    known = defaults.get(section)
    is_number = isinstance(known, Mapping) and isinstance(known.get(key), int)
    return int(text) if is_number and text.isdigit() else text


def init(folder: Path, *, provincie: str = "", sjablonen: bool = False) -> tuple[Path, ...]:
    """Write a commented `actielijst.toml` and the folders of a running actielijst.

    Args:
        folder: The folder of the province.
        provincie: Its name, for the settings.
        sjablonen: Also lay down the Word templates, for a house style of one's own; a folder that has
            settings gets those only, and its settings stay as they are.

    Returns:
        What was made.

    Raises:
        UsageError: XA-C008 there is an `actielijst.toml` already; XA-G059 there is a template already.
    """
    target = folder / SETTINGS_FILE
    templates = [folder / name for name in SJABLONEN.values()] if sjablonen else []
    for path in templates:
        if path.exists():
            raise UsageError("XA-G059", bestand=str(path))
    if target.exists() and not sjablonen:
        raise UsageError("XA-C008", map=_called(folder), bestand=SETTINGS_FILE)
    made = () if target.exists() else _new_settings(folder, provincie, sjablonen=sjablonen)
    for path in templates:
        make_folder(path.parent)
        _write_new(path, (data_folder("workbook_templates") / path.name).read_bytes())
    return (*made, *templates)


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; a folder that takes none is told, as for any other file."""
    from actielijst_xl.writing.disk import explained  # noqa: PLC0415

    with explained(path):
        path.write_bytes(data)


def _called(folder: Path) -> str:
    return "deze map" if folder.resolve() == Path.cwd() else f"de map {folder}"


def _new_settings(folder: Path, provincie: str, *, sjablonen: bool) -> tuple[Path, ...]:
    text = (data_folder("workbook_templates") / SETTINGS_FILE).read_text(encoding="utf-8")
    escaped = provincie.replace("\\", "\\\\").replace('"', '\\"')
    text = text.replace('naam = "" ', f'naam = "{escaped}" ', 1)
    for key, name in SJABLONEN.items() if sjablonen else ():
        text = text.replace(f'{key} = ""', f'{key} = "{name}"', 1)
    make_folder(folder)
    made = [folder / name for name in FOLDERS]
    for path in made:
        make_folder(path)
    target = folder / SETTINGS_FILE
    _write_new(target, text.replace("\n", os.linesep).encode())
    return (target, *made)


def copy_sample(folder: Path) -> Path:
    """Copy the sample list and its settings to a folder; return the list.

    Raises:
        UsageError: XA-C012 the folder has files already.
    """
    sample = data_folder("sample_data")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError("XA-C016", map=str(folder))
    make_folder(folder)
    init(folder, provincie="Voorbeeldland")
    for name in ("pmiek_lijst.xlsx", "lijst_andere_koppen.xlsx", "lijst_met_fouten.xlsx"):
        _write_new(folder / name, (sample / name).read_bytes())
    return folder / "pmiek_lijst.xlsx"


def find_settings(folder: Path) -> Path | None:
    """The `actielijst.toml` of a folder, or None."""
    path = folder / SETTINGS_FILE
    return path if path.is_file() else None
