"""The monthly extract: from masters to a record that stays, and the files that follow from it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.maand import Maand, maand_ervoor, maand_naam, maand_van
from actielijst_xl.model.maand_extract import Extract
from actielijst_xl.model.settings import Settings
from actielijst_xl.monitoring.anoniem import anonymous
from actielijst_xl.monitoring.extract import make_extract, with_names
from actielijst_xl.monitoring.opslag import digest, from_json, to_json
from actielijst_xl.monitoring.verschuivingen import BEGIN
from actielijst_xl.usecases.bestanden import Progress, make_folder, read_source
from actielijst_xl.usecases.maand_lezen import Gelezen, names_for, read_months
from actielijst_xl.usecases.maand_schrijven import (
    FORMATEN,
    Namen,
    formats_of,
    maand_files,
    month_files,
    to_archive,
)
from actielijst_xl.writing.files import ABSENT, locked, write_files

RECORD = "maand_{}.json"
_RECORD = re.compile(r"maand_(\d{4}-\d{2})\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maandbericht:
    """The outcome of monitor.

    Attributes:
        extract: The extract of the month.
        bestanden: The files that were written; for a dry run those that would be.
        geschreven: They were written.
        findings: What people should know.
    """

    extract: Extract
    bestanden: tuple[Path, ...]
    geschreven: bool
    findings: tuple[Finding, ...]


def monitor(
    paths: Sequence[Path],
    folder: Path,
    *,
    settings: Settings,
    vandaag: date,
    maand: str = "",
    vergelijk: str = "",
    formaten: Collection[str] = ("xlsx", "csv"),
    opnieuw: bool = False,
    met_namen: bool = False,
    dry_run: bool = False,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Maandbericht:
    """Record a month and write its extract; a month that is recorded already stays as it is.

    Args:
        paths: The master, or one master per province.
        folder: The monitor folder: earlier records are found there, and files go there.
        settings: The settings.
        vandaag: The day of the run: the peildatum, when the month isn't over.
        maand: The month; that of `vandaag` when "".
        vergelijk: The month to compare with, or `begin`; the latest earlier record when "".
        formaten: Which files: `xlsx`, `csv`, `docx`, `parquet`.
        opnieuw: Replace the record and all files of this month, also of formats that were not asked for; the
            old ones go to `archief/`.
        met_namen: Write xlsx and docx with names of persons, under a name that says so.
        dry_run: Write nothing.
        executor: Where several masters are read; our own processes when not given.
        progress: Called with (masters read, masters in all).

    Raises:
        UsageError: XA-C025 no month, XA-C026 no format, XA-M006 no such month to compare with, XA-M009 a
            month that has yet to come.
        InputError: XA-M004, XA-M005 a record that can't be used; XA-M010, XA-M011 provinces that don't fit;
            or as `open_master`.
        InUseError: A file is open elsewhere; nothing was written.
    """
    known = _checked_formats(formaten)
    maand = checked_month(maand or maand_van(vandaag), vandaag)
    records = read_records(folder)
    kept = None if opnieuw else records.get(maand)
    peildatum = kept.peildatum if kept else _peildatum(maand, vandaag)
    read = read_months(
        paths, settings=settings, maand=maand, peildatum=peildatum, executor=executor, progress=progress
    )
    stand = _stand(read, records, kept, settings)
    findings = [*read.findings, *_about_month(stand, vandaag)]
    findings += _about_previous(stand, folder, vergelijk)
    usual, extract = _extracts(stand, vergelijk, folder, settings)
    is_named = met_namen and stand.same
    shown = with_names(extract, read.maand) if is_named else extract
    names = Namen(maand=maand, tov="" if extract is usual else vergelijk, met_namen=is_named)
    wanted = known if is_named or not met_namen else ()  # no names that the record doesn't stand for
    before = month_files(folder, maand) if opnieuw else ()
    wanted = tuple(dict.fromkeys((*wanted, *formats_of(before))))
    contents = maand_files(shown, usual, names, wanted, folder, settings=settings, vast=kept is not None)
    if kept is None:
        contents[folder / RECORD.format(maand)] = to_json(stand.nu)  # last: then the month is complete
    outdated = [path for path in before if path not in contents]
    if contents and not dry_run:
        findings += _about_outdated(outdated)
        expect = {} if maand in records else {folder / RECORD.format(maand)}
        _write(contents, folder, settings, expect=expect, outdated=outdated)
    return Maandbericht(
        extract=shown,
        bestanden=tuple(contents),
        geschreven=bool(contents) and not dry_run,
        findings=tuple(findings),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """A month between the records of its folder.

    Attributes:
        nu: The record of the month: the one that was kept, or a fresh one.
        kept: It was recorded before.
        same: The masters still say the same as the record.
        eerdere: The earlier records, oldest first.
        andere: All other records by month.
        eerste: The first version.
    """

    nu: Maand
    kept: bool
    same: bool
    eerdere: tuple[Maand, ...]
    andere: Mapping[str, Maand]
    eerste: Maand | None


def _stand(read: Gelezen, records: Mapping[str, Maand], kept: Maand | None, settings: Settings) -> _Stand:
    names = names_for(settings)
    fresh = anonymous(read.maand, names)
    eerdere = tuple(record for key, record in sorted(records.items()) if key < fresh.maand)
    first = anonymous(read.eerste, names) if read.eerste else None
    if first is None and eerdere:  # a master that was never issued remembers nothing
        first = replace(eerdere[0], eerste_versie=True)
    return _Stand(
        nu=kept or fresh,
        kept=kept is not None,
        same=kept is None or digest(kept) == digest(fresh),
        eerdere=eerdere,
        andere={key: record for key, record in records.items() if key != fresh.maand},
        eerste=first,
    )


def _extracts(stand: _Stand, vergelijk: str, folder: Path, settings: Settings) -> tuple[Extract, Extract]:
    """The extract beside the latest earlier record, and the one that was asked for; often the same.

    Raises:
        UsageError: XA-M006 there is no such month to compare with.
    """
    labels = {field.key: field.label for field in settings.fields.all}
    usual = make_extract(stand.nu, stand.eerdere, eerste=stand.eerste, labels=labels)
    if not vergelijk:
        return usual, usual
    choices = {**stand.andere, **({BEGIN: stand.eerste} if stand.eerste else {})}
    if vergelijk not in choices:
        raise UsageError("XA-M006", maand=vergelijk, map=str(folder), maanden=", ".join(choices) or "geen")
    toen = choices[vergelijk]
    if toen is usual.vorige:
        return usual, usual
    return usual, make_extract(stand.nu, stand.eerdere, eerste=stand.eerste, vergelijk=toen, labels=labels)


def _write(
    contents: Mapping[Path, bytes],
    folder: Path,
    settings: Settings,
    *,
    expect: Collection[Path],
    outdated: Sequence[Path],
) -> None:
    """Write everything or nothing, then archive `outdated`; a path in `expect` must not be there."""
    for path in contents:
        make_folder(path.parent)
    with locked(folder / "maand"):
        write_files(
            contents,
            archive=folder / "archief",
            keep=settings.number("werkboek", "bewaren"),
            expect=dict.fromkeys(expect, ABSENT),
        )
        to_archive(outdated, folder / "archief")


def checked_month(text: str, vandaag: date) -> str:
    """Return a month as `2026-11`.

    Raises:
        UsageError: XA-C025 it is no month, XA-M009 it has yet to come.
    """
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        raise UsageError("XA-C025", waarde=text)
    month = f"{found[1]}-{int(found[2]):02d}"
    if month > maand_van(vandaag):
        raise UsageError("XA-M009", maand=maand_naam(month), vandaag=f"{vandaag:%d-%m-%Y}")
    return month


def _checked_formats(formaten: Collection[str]) -> tuple[str, ...]:
    for formaat in formaten:
        if formaat not in FORMATEN:
            raise UsageError("XA-C026", formaat=formaat, formaten=", ".join(FORMATEN))
    return tuple(dict.fromkeys(formaten))


def _peildatum(maand: str, vandaag: date) -> date:
    """Today, or the last day of a month that is over."""
    year, month = map(int, maand.split("-"))
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(vandaag, after - timedelta(days=1))


def read_records(folder: Path) -> dict[str, Maand]:
    """The records of a monitor folder by month; none when the folder isn't there.

    Raises:
        InputError: XA-M004 somebody changed a record, XA-M005 a newer version wrote it.
    """
    found = {}
    for path in sorted(folder.glob("maand_*.json")):
        if match := _RECORD.fullmatch(path.name):
            record = from_json(read_source(path)[0], path.name)
            if record.maand != match[1]:
                raise InputError("XA-M004", bestand=path.name)
            found[match[1]] = record
    return found


def _about_month(stand: _Stand, vandaag: date) -> Iterator[Finding]:
    """Say that a month was recorded before, is over, or comes before one that is recorded."""
    nu = stand.nu
    details = {"maand": nu.naam, "peildatum": f"{nu.peildatum:%d-%m-%Y}"}
    if stand.kept and stand.same:
        yield Finding(code="XA-M001", severity=Severity.MELDING, details=details)
    elif stand.kept:
        yield Finding(code="XA-M002", severity=Severity.WAARSCHUWING, details=details)
    elif nu.maand < maand_van(vandaag):
        yield Finding(code="XA-M007", severity=Severity.WAARSCHUWING, details=details)
    later = [maand_naam(key) for key in sorted(stand.andere) if key > nu.maand]
    if later and not stand.kept:
        yield _warning("XA-M015", maand=nu.naam, later=", ".join(later))
    known = _last_day(nu)
    is_over = nu.maand < maand_van(vandaag)  # then XA-M007 says it
    if known and known > nu.peildatum and not stand.kept and not is_over:
        yield _warning("XA-M016", peildatum=f"{nu.peildatum:%d-%m-%Y}", dag=f"{known:%d-%m-%Y}")


def _last_day(nu: Maand) -> date | None:
    """The last day on which the actielijst is known to have taken something in."""
    return max((partij.terug_op for partij in nu.partijen if partij.terug_op), default=None)


def _about_outdated(outdated: Sequence[Path]) -> Iterator[Finding]:
    if outdated:
        names = ", ".join(path.name for path in outdated)
        yield Finding(code="XA-M014", severity=Severity.MELDING, details={"bestanden": names})


def _about_previous(stand: _Stand, folder: Path, vergelijk: str) -> Iterator[Finding]:
    """Say what makes a comparison with the previous month less than it seems.

    Raises:
        InputError: XA-M011 the folder is that of other provinces.
    """
    if not stand.eerdere:
        return
    nu, vorige = stand.nu, stand.eerdere[-1]
    if not set(vorige.provincies) & set(nu.provincies):
        raise InputError("XA-M011", map=str(folder), provincies=", ".join(vorige.provincies))
    if vorige.maand != maand_ervoor(nu.maand) and not vergelijk:
        yield _warning("XA-M003", gemist=_missed(vorige, nu), maand=vorige.naam)
    if set(vorige.provincies) != set(nu.provincies):
        yield _warning("XA-M012", was=", ".join(vorige.provincies), wordt=", ".join(nu.provincies))
    before = {bron.provincie: bron.actielijst_id for bron in vorige.actielijsten}
    for bron in nu.actielijsten:
        if before.get(bron.provincie, bron.actielijst_id) != bron.actielijst_id:
            yield _warning("XA-M013", provincie=bron.provincie)


def _missed(vorige: Maand, nu: Maand) -> str:
    """The months between two records: `oktober 2026`, or `september 2026 tot en met oktober 2026`."""
    year, month = map(int, vorige.maand.split("-"))
    first = f"{year + month // 12}-{month % 12 + 1:02d}"
    last = maand_ervoor(nu.maand)
    return maand_naam(first) if first == last else f"{maand_naam(first)} tot en met {maand_naam(last)}"


def _warning(code: str, **details: str) -> Finding:
    return Finding(code=code, severity=Severity.WAARSCHUWING, details=details)
