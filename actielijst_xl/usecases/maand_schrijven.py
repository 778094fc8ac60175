"""Which files an extract becomes, and what they are called."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from actielijst_xl.errors import UsageError
from actielijst_xl.model.maand_extract import Extract
from actielijst_xl.model.settings import Settings
from actielijst_xl.templates import data_folder
from actielijst_xl.writing.disk import explained
from actielijst_xl.writing.files import replace_file

FORMATEN = ("xlsx", "csv", "docx", "parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Namen:
    """What the files of a month are called.

    Attributes:
        maand: The month.
        tov: The month compared with when that is not the usual one, else "".
        met_namen: Names of persons are in them.
    """

    maand: str
    tov: str = ""
    met_namen: bool = False

    def of(self, stem: str, ending: str) -> str:
        """`monitor_2026-11.xlsx`; what is not usual stands in the name."""
        than = f"_tov_{self.tov}" if self.tov else ""
        return f"{stem}_{self.maand}{than}{'_met_namen' if self.met_namen else ''}.{ending}"


def maand_files(
    extract: Extract,
    usual: Extract,
    namen: Namen,
    formaten: Collection[str],
    folder: Path,
    *,
    settings: Settings,
    vast: bool,
) -> dict[Path, bytes]:
    """Return the files of an extract that are to be written.

    The tables for other programs are always those of the usual comparison, without names: every month has
    one of each.

    Args:
        extract: The extract, as it was asked for.
        usual: The extract beside the latest earlier record, without names.
        namen: How the files are called.
        formaten: Which of `FORMATEN`.
        folder: The monitor folder.
        settings: The settings.
        vast: The month was recorded before: only files that aren't there yet are made.
    """
    makers: dict[Path, Callable[[], bytes]] = {}
    if "xlsx" in formaten:
        makers[folder / namen.of("monitor", "xlsx")] = lambda: _xlsx(extract, settings)
    if "docx" in formaten:
        makers[folder / namen.of("energyboard", "docx")] = lambda: _energyboard(extract, settings)
        makers[folder / namen.of("hoofddocument", "docx")] = lambda: _hoofddocument(extract, settings)
    files = {path: make() for path, make in makers.items() if not (vast and path.exists())}
    if "csv" in formaten:
        files |= _of_folder(_csv(usual, folder / "csv", settings), folder / "csv", namen.maand, vast=vast)
    if "parquet" in formaten:
        files |= _of_folder(_parquet(usual), folder / "parquet", namen.maand, vast=vast)
    return files


def _of_folder(files: dict[str, bytes], folder: Path, maand: str, *, vast: bool) -> dict[Path, bytes]:
    """The files of a folder of tables; those about all months are written anew when one of this month is."""
    own = {folder / name: data for name, data in files.items() if maand in name}
    common = {folder / name: data for name, data in files.items() if maand not in name}
    common = {path: data for path, data in common.items() if not _is_same(path, data)}
    new = {path: data for path, data in own.items() if not (vast and path.exists())}
    return new | common if new else {}


def _is_same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def month_files(folder: Path, maand: str) -> tuple[Path, ...]:
    """The files of a month that a run before wrote; not its record."""
    ours = re.compile(
        rf"(monitor|energyboard|hoofddocument)_{maand}(_tov_(begin|\d{{4}}-\d{{2}}))?(_met_namen)?\.(xlsx|docx)"
    )
    reports = (path for path in folder.glob(f"*_{maand}*") if ours.fullmatch(path.name))
    tables = (*folder.glob(f"csv/*/*_{maand}.csv"), *folder.glob(f"parquet/*/*_{maand}.parquet"))
    return tuple(sorted((*reports, *tables)))


def formats_of(paths: Iterable[Path]) -> tuple[str, ...]:
    """The formats of these files."""
    endings = {path.suffix.removeprefix(".") for path in paths}
    return tuple(formaat for formaat in FORMATEN if formaat in endings)


def to_archive(paths: Sequence[Path], archive: Path) -> None:
    """Move files that don't say any more what the record says.

    Raises:
        WriteError: A file is open elsewhere.
    """
    for path in paths:
        with explained(path):
            stamp = datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - as the names of other versions
            kept = archive / f"{path.stem}_{stamp:%Y%m%d-%H%M%S}{path.suffix}"
            archive.mkdir(parents=True, exist_ok=True)
            replace_file(kept, path.read_bytes())
            path.unlink()


def _xlsx(extract: Extract, settings: Settings) -> bytes:
    from actielijst_xl.writing.maand_xlsx import write_maand  # noqa: PLC0415  (only what was asked for)

    return write_maand(extract, huisstijl=settings.huisstijl, top=settings.number("monitor", "top"))


def _csv(extract: Extract, folder: Path, settings: Settings) -> dict[str, bytes]:
    from actielijst_xl.writing.maand_csv import csv_files  # noqa: PLC0415

    names = (re.fullmatch(r"projecten_(\d{4}-\d{2})\.csv", p.name) for p in folder.glob("projecten/*.csv"))
    months = sorted(name[1] for name in names if name)
    escape = settings.text("monitor", "csv_apostrof") != "nee"
    return csv_files(extract, eerdere=[m for m in months if m != extract.nu.maand], apostrof=escape)


def _parquet(extract: Extract) -> dict[str, bytes]:
    from actielijst_xl.writing.maand_parquet import parquet_files  # noqa: PLC0415

    return parquet_files(extract)


def _energyboard(extract: Extract, settings: Settings) -> bytes:
    from actielijst_xl.writing.maand_docx import write_energyboard  # noqa: PLC0415

    data, name = _template("energyboard", settings)
    return write_energyboard(extract, data, bestand=name)


def _hoofddocument(extract: Extract, settings: Settings) -> bytes:
    from actielijst_xl.writing.maand_docx import write_hoofddocument  # noqa: PLC0415

    data, name = _template("hoofddocument", settings)
    return write_hoofddocument(extract, data, bestand=name)


def _template(stem: str, settings: Settings) -> tuple[bytes, str]:
    """The province's own Word template, or that of the program.

    Raises:
        UsageError: XA-C027 the province's own is not there.
    """
    own = settings.text("monitor", f"sjabloon_{stem}")
    path = Path(own) if own else data_folder("workbook_templates") / f"{stem}.docx"
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise UsageError("XA-C027", bestand=own) from error
