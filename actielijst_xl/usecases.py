"""Each whole job on one screen: the only place that joins the stages and touches files.

The functions take paths or open binary files and return values; they print nothing. A path that is written
is written safely: the old or the new file, never a part of one.
"""

import os
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.model.actielijst import Actielijst, make_actielijst
from actielijst_xl.model.document import Lijst
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.settings import Settings, make_settings
from actielijst_xl.templates import data_folder, load_defaults, load_toml, load_vocabulary

Source = str | Path | BinaryIO
Progress = Callable[[int, int], None]

SETTINGS_FILE = "actielijst.toml"
ENVIRONMENT = "XL_ACTIELIJST_"
FOLDERS = ("uit", "retouren", "monitor", "archief")


@dataclass(frozen=True, slots=True, kw_only=True)
class Controle:
    """The outcome of a check.

    Attributes:
        lijst: The list as read.
        findings: All findings of reader and checks: errors, then warnings, then meldingen.
        rapport: The copy of the list with the findings marked, or None when it was not asked for.
    """

    lijst: Lijst
    findings: tuple[Finding, ...]
    rapport: bytes | None = None

    def count(self, severity: Severity) -> int:
        """The number of findings of one severity."""
        return sum(f.severity is severity for f in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemaakt:
    """The outcome of generate.

    Attributes:
        actielijst: What was written.
        data: The workbook (.xlsx).
        controle: The check of the list.
    """

    actielijst: Actielijst
    data: bytes
    controle: Controle


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
        UsageError: XA-C001 to XA-C007: something in it is not right, and what is accepted.
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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("XA-C006", bestand=file.name, fout=str(error)) from error
    for name, section in data.items():
        if not isinstance(section, dict):
            raise UsageError("XA-C002", bestand=file.name, sleutel=name, soort="een onderdeel met regels")
    return data


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
        if name.upper().startswith(ENVIRONMENT) and name.upper() not in names:
            raise UsageError("XA-C001", bestand="omgeving", naam=name, wat="instelling", voorstel="")
    return {names[name.upper()]: text for name, text in source.items() if name.upper() in names}


def _like(defaults: Mapping[str, object], section: str, key: str, text: str) -> object:
    """A number for a setting that is a number; anything else stays text and is checked later."""
    known = defaults.get(section)
    is_number = isinstance(known, Mapping) and isinstance(known.get(key), int)
    return int(text) if is_number and text.isdigit() else text


def read_source(source: Source) -> tuple[bytes, str]:
    """Return the bytes and the name of an input file.

    Raises:
        UsageError: XA-C009 there is no such file.
        InputError: XA-C015 it can't be opened (a folder, or no right to read).
    """
    if not isinstance(source, str | Path):
        return source.read(), Path(getattr(source, "name", "bestand")).name
    path = Path(source)
    try:
        return path.read_bytes(), path.name
    except FileNotFoundError as error:
        raise UsageError("XA-C009", bestand=str(path)) from error
    except OSError as error:
        raise InputError("XA-C015", bestand=str(path)) from error


def check(source: Source, *, settings: Settings, peildatum: date, rapport: bool = False) -> Controle:
    """Read and check a pMIEK list; nothing is written.

    Args:
        source: The list: .xlsx, .xlsm, .xlsb, .ods, .xls or .csv.
        settings: The province's settings.
        peildatum: The day on which an IBN lies in the past or not.
        rapport: Also make the copy of the list with the findings marked.

    Raises:
        InputError: XA-L...: it can't be read as a list; the message says why and what to do.
    """
    from actielijst_xl.checking.check import check_lijst  # noqa: PLC0415  (pandera is slow to import)
    from actielijst_xl.reading.gate import scan  # noqa: PLC0415
    from actielijst_xl.reading.grid import read_grid  # noqa: PLC0415
    from actielijst_xl.reading.lijst import read_lijst  # noqa: PLC0415

    data, name = read_source(source)
    scan(data, name)
    grid = read_grid(data, name)
    vocab = load_vocabulary()
    lijst = read_lijst(
        grid,
        vocabulary=vocab,
        fields=settings.fields,
        kolommen=settings.kolommen,
        blad=settings.text("lijst", "blad"),
    )
    provincie = settings.text("provincie", "naam")
    checks = check_lijst(lijst, fields=settings.fields, vocab=vocab, provincie=provincie, peildatum=peildatum)
    findings = _by_weight((*lijst.findings, *checks))
    if not rapport:
        return Controle(lijst=lijst, findings=findings)
    from actielijst_xl.writing.rapport import make_report  # noqa: PLC0415

    sheets = [(sheet.name, sheet.rows) for sheet in grid.sheets]
    marked, told = make_report(data, name, findings, kind=grid.kind, sheets=sheets)
    return Controle(lijst=lijst, findings=_by_weight((*findings, *told)), rapport=marked)


def _by_weight(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    order = list(Severity)
    return tuple(sorted(findings, key=lambda f: order.index(f.severity)))


def generate(
    source: Source,
    *,
    settings: Settings,
    peildatum: date,
    ook_met_fouten: bool = False,
    progress: Progress | None = None,
) -> Gemaakt:
    """Make the master workbook of an actielijst from a pMIEK list; nothing is written to disk.

    Args:
        source: The list.
        settings: The province's settings.
        peildatum: The day that the figures are about.
        ook_met_fouten: Go on when the list has errors: those rows are listed on the Hoofddocument.
        progress: Called with (fiches planned, fiches in all).

    Raises:
        InputError: XA-G002 the list has errors, XA-L...: it can't be read.
        UsageError: XA-C014 the province has no name, XA-C013 the logo can't be read.
    """
    from actielijst_xl.writing.actielijst import write_actielijst  # noqa: PLC0415
    from actielijst_xl.writing.kader import Kader, drop_downs  # noqa: PLC0415

    controle = check(source, settings=settings, peildatum=peildatum)
    fouten = controle.count(Severity.FOUT)
    if fouten and not ook_met_fouten:
        raise ListHasErrorsError(controle)
    vocab = load_vocabulary()
    lijst = make_actielijst(
        controle.lijst,
        controle.findings,
        fields=settings.fields,
        vocab=vocab,
        provincie=settings.text("provincie", "naam") or _province_of(controle.lijst),
        peildatum=peildatum,
        uitgave=settings.text("provincie", "uitgave"),
        mail=settings.text("provincie", "mail"),
    )
    kader = Kader(
        actielijst=lijst,
        fields=settings.fields,
        vocab=vocab,
        lijsten=drop_downs(lijst, vocab, settings.keuzelijsten),
        huis=settings.huisstijl,
        teksten=load_toml(data_folder("workbook_templates") / "leeswijzer.toml"),
        reserve=settings.number("werkboek", "reserveregels"),
    )
    data = write_actielijst(kader, logo=_logo(settings), progress=progress)
    return Gemaakt(actielijst=lijst, data=data, controle=controle)


class ListHasErrorsError(InputError):
    """The list has errors, so that nothing is made of it; `controle` says which."""

    def __init__(self, controle: Controle) -> None:
        self.controle = controle
        number = controle.count(Severity.FOUT)
        super().__init__("XA-G002", fouten=f"{number} fout" if number == 1 else f"{number} fouten")


def _province_of(lijst: Lijst) -> str:
    """The province in which nearly all gemeenten of the list lie.

    Raises:
        UsageError: XA-C014 they lie in several provinces, or the list names none.
    """
    vocab = load_vocabulary()
    found = Counter(
        vocab.provincie_of(gemeente)
        for project in lijst.projects
        for gemeente in vocab.find_gemeenten(project.text("gemeente")).found
    )
    name, count = max(found.items(), key=lambda pair: pair[1], default=("", 0))
    if not name or count < 0.8 * found.total():
        raise UsageError("XA-C014")
    return name


def _logo(settings: Settings) -> bytes | None:
    path = settings.text("huisstijl", "logo")
    if not path:
        return None
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UsageError("XA-C013", bestand=path) from error
    if not data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        raise UsageError("XA-C013", bestand=path)
    return data


def save(path: Path, data: bytes, *, settings: Settings, new: bool = False) -> Path | None:
    """Write a file safely; the previous version goes to `archief/` beside it.

    Args:
        path: The file.
        data: Its new content.
        settings: The settings: how many previous versions stay.
        new: Refuse when the file is there already.

    Returns:
        Where the previous version is kept, or None when there was none.

    Raises:
        UsageError: XA-C012 the file is there already.
        InUseError: It is open elsewhere, or can't be written.
    """
    from actielijst_xl.writing.files import replace_file  # noqa: PLC0415

    if new and path.exists():
        raise UsageError("XA-C012", bestand=str(path))
    keep = settings.number("werkboek", "bewaren")
    return replace_file(path, data, archive=path.parent / "archief", keep=keep).archived


def init(folder: Path, *, provincie: str = "") -> tuple[Path, ...]:
    """Write a commented `actielijst.toml` and the folders of a running actielijst.

    Returns:
        What was made.

    Raises:
        UsageError: XA-C008 there is an `actielijst.toml` already.
    """
    target = folder / SETTINGS_FILE
    if target.exists():
        raise UsageError("XA-C008", map=str(folder), bestand=SETTINGS_FILE)
    text = (data_folder("workbook_templates") / SETTINGS_FILE).read_text(encoding="utf-8")
    escaped = provincie.replace("\\", "\\\\").replace('"', '\\"')
    text = text.replace('naam = "" ', f'naam = "{escaped}" ', 1)
    made = [folder / name for name in FOLDERS]
    for path in made:
        path.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return (target, *made)


def copy_sample(folder: Path) -> Path:
    """Copy the sample list and its settings to a folder; return the list.

    Raises:
        UsageError: XA-C012 the folder has files already.
    """
    sample = data_folder("sample_data")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError("XA-C016", map=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    init(folder, provincie="Voorbeeldland")
    for name in ("pmiek_lijst.xlsx", "lijst_andere_koppen.xlsx", "lijst_met_fouten.xlsx"):
        (folder / name).write_bytes((sample / name).read_bytes())
    return folder / "pmiek_lijst.xlsx"


def find_settings(folder: Path) -> Path | None:
    """The `actielijst.toml` of a folder, or None."""
    path = folder / SETTINGS_FILE
    return path if path.is_file() else None


def next_step(folder: Path) -> tuple[str, str]:
    """Say how a folder stands: (one sentence, the command to type next). It only looks."""
    if find_settings(folder) is None:
        return "In deze map staan nog geen instellingen.", "xl-actielijst init"
    if (folder / "actielijst.xlsx").is_file():
        return "In deze map staat een actielijst: actielijst.xlsx.", "xl-actielijst check LIJST.xlsx"
    return "De instellingen staan klaar, er is nog geen actielijst.", "xl-actielijst generate LIJST.xlsx"
