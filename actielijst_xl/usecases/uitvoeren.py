"""The round trip on files: gather what is offered, work on the master alone, write everything safely."""

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from actielijst_xl.errors import ActielijstError, InputError, UsageError
from actielijst_xl.model.field import Rol
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.settings import Settings
from actielijst_xl.reading.gate import is_clutter, is_lock_file, is_plain_zip, unpack
from actielijst_xl.reading.gate_limits import Limits
from actielijst_xl.usecases.antwoord import make_antwoorden
from actielijst_xl.usecases.bestanden import Progress, make_folder, read_source
from actielijst_xl.usecases.inlezen import toegang_for, warmed
from actielijst_xl.usecases.rondgang import Samengevoegd, Uitgegeven, Verslag, issue, merge
from actielijst_xl.usecases.toestand import Teruggedraaid, redo, undo
from actielijst_xl.usecases.vernieuwen import Vernieuwd, update
from actielijst_xl.writing.files import locked, sha256, write_files
from actielijst_xl.writing.locks import refuse_if_open

Bestand = tuple[str, bytes]
_LIMITS = Limits()
_NUMBERED = re.compile(r"(?P<naam>.+?)(?: ?\((?P<nr>[0-9]{1,3})\))?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Geschreven:
    """Where things were written.

    Attributes:
        paden: The files, in order.
        vorige: Where the previous version of the master is kept, or None; also when it stayed as it was.
        master: The master was written; false when only other files were.
    """

    paden: tuple[Path, ...]
    vorige: Path | None
    master: bool = True


def issue_to_folder(
    path: Path,
    folder: Path,
    *,
    settings: Settings,
    per: Iterable[Rol],
    moment: datetime,
    deadline: date | None = None,
    alleen: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[Uitgegeven, Geschreven]:
    """Hand an actielijst out into a folder; copies and master are all written, or none.

    Raises:
        InUseError: The master is open elsewhere, or was changed in between.
        ActielijstError: As `rondgang.issue`.
    """
    with locked(path):
        refuse_if_open(path)  # before the work, and before a folder is made
        data, name = read_source(path)
        made = issue(
            data,
            name,
            settings=settings,
            per=per,
            moment=moment,
            deadline=deadline,
            alleen=alleen,
            progress=progress,
        )
        make_folder(folder)
        contents = {folder / file: content for file, content in made.bestanden.items()}
        written = _write(path, made.master, data, settings, contents)
    return made, written


def merge_into_master(
    path: Path,
    offered: Sequence[Path],
    *,
    settings: Settings,
    moment: datetime,
    dry_run: bool = False,
    executor: Executor | None = None,
    wachtwoorden: Sequence[str] = (),
    antwoord: Path | None = None,
) -> tuple[Samengevoegd, Geschreven | None]:
    """Merge returned files, folders and zips into a master.

    Args:
        path: The master.
        offered: The files, folders and zips.
        settings: The province's settings.
        moment: The moment of the run; it decides nothing.
        dry_run: Write nothing.
        executor: Where the returns are read; None: in processes of our own, by the settings in [lezen].
        wachtwoorden: Passwords to try on returns that have one.
        antwoord: Folder for an answer to each party of which cells were refused; None: no answers.

    Returns:
        The outcome, and what was written: None for a dry run, or when nothing changed. A previous answer
        with the same name goes to the archive in its folder.

    Raises:
        InUseError: The master is open elsewhere, or was changed in between.
        UsageError: XA-C009 one of the paths is not there.
    """
    unread: list[Verslag] = []
    retouren = list(gather(offered, toegang_for(settings).limits, unread))
    readers = executor or warmed(settings, len(retouren))
    with locked(path):
        data, name = read_source(path)
        merged = merge(
            data,
            name,
            retouren,
            settings=settings,
            moment=moment,
            executor=readers,
            wachtwoorden=wachtwoorden,
        )
        if antwoord is not None:
            made = make_antwoorden(retouren, merged, settings=settings, dag=moment.date())
            merged = replace(merged, antwoorden=made)
        merged = replace(
            merged,
            verslagen=(*merged.verslagen, *unread),
            findings=(*merged.findings, *folders_inside(offered)),
        )
        if dry_run or (merged.master == data and not merged.antwoorden):
            return merged, None
        return merged, _write_merged(path, merged, data, settings, antwoord or path.parent)


def _write_merged(
    path: Path, merged: Samengevoegd, was: bytes, settings: Settings, folder: Path
) -> Geschreven:
    """Write the master and the answers, or none of them; a master that stays as it is is not written."""
    answers = {folder / answer.bestand: answer.data for answer in merged.antwoorden}
    if merged.master != was:
        refuse_if_open(path)  # before a folder is made
    if answers:
        make_folder(folder)
    if merged.master != was:
        return _write(path, merged.master, was, settings, answers)
    written = write_files(answers, archive=folder / "archief", keep=settings.number("werkboek", "bewaren"))
    return Geschreven(paden=tuple(w.path for w in written), vorige=None, master=False)


def undo_in_master(
    path: Path, retour: str, *, settings: Settings, moment: datetime, dry_run: bool = False
) -> tuple[Teruggedraaid, Geschreven | None]:
    """Take one return back from a master; arguments and errors as `toestand.undo`."""
    with locked(path):
        data, name = read_source(path)
        done = undo(data, name, retour, settings=settings, moment=moment)
        return done, None if dry_run else _write(path, done.master, data, settings, {})


def redo_in_master(
    path: Path, retour: str, *, settings: Settings, moment: datetime, dry_run: bool = False
) -> tuple[Teruggedraaid, Geschreven | None]:
    """Let a return that was undone count again; arguments and errors as `toestand.redo`."""
    with locked(path):
        data, name = read_source(path)
        done = redo(data, name, retour, settings=settings, moment=moment)
        return done, None if dry_run else _write(path, done.master, data, settings, {})


def update_in_master(
    path: Path,
    lijst: Path,
    *,
    settings: Settings,
    peildatum: date,
    moment: datetime,
    vorige: Path | None = None,
    ook_met_fouten: bool = False,
    hernummerd: bool = False,
    dry_run: bool = False,
) -> tuple[Vernieuwd, Geschreven | None]:
    """Merge a new version of the list into a master; arguments and errors as `vernieuwen.update`.

    Returns:
        The outcome, and what was written: None for a dry run, or when there is nothing new.

    Raises:
        InUseError: The master is open elsewhere, or was changed in between.
    """
    with locked(path):
        if not dry_run:
            refuse_if_open(path)
        data, name = read_source(path)
        made = update(
            data,
            name,
            lijst,
            settings=settings,
            peildatum=peildatum,
            moment=moment,
            vorige=vorige,
            ook_met_fouten=ook_met_fouten,
            hernummerd=hernummerd,
            executor=warmed(settings, 1),
        )
        if dry_run or made.master == data:
            return made, None
        return made, _write(path, made.master, data, settings, {})


def _write(
    path: Path, master: bytes, was: bytes, settings: Settings, others: dict[Path, bytes]
) -> Geschreven:
    written = write_files(
        {**others, path: master},
        archive=path.parent / "archief",
        keep=settings.number("werkboek", "bewaren"),
        expect={path: sha256(was)},
    )
    return Geschreven(paden=tuple(w.path for w in written), vorige=written[-1].archived)


def gather(
    offered: Iterable[Path], limits: Limits = _LIMITS, unread: list[Verslag] | None = None
) -> Iterator[Bestand]:
    """Yield name and bytes of every file offered; folders and zips give what is in them, lock files nothing.

    Args:
        offered: The files, folders and zips.
        limits: What a zip may hold at most.
        unread: Takes a report of each file that can't be opened; None: that ends it.

    Raises:
        UsageError: XA-C009 a path is not there.
        InputError: XA-C015 a folder can't be opened, nor a file without `unread`.
    """
    for path in offered:
        if path.is_dir():
            files = (p for p in _inside(path) if p.is_file() and not is_clutter(p.name))
            yield from gather(sorted(files, key=_by_name), limits, unread)
        elif not path.exists():
            raise UsageError("XA-C009", bestand=str(path))
        elif not is_lock_file(path.name):
            yield from _opened(path, limits, unread)


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise InputError("XA-C015", bestand=str(folder)) from error


def _opened(path: Path, limits: Limits, unread: list[Verslag] | None) -> Iterator[Bestand]:
    """A file, or what is in it; one that can't be opened holds up no other."""
    try:
        data, name = read_source(path)
    except InputError as error:
        if unread is None:
            raise
        unread.append(Verslag(naam=path.name, fout=error))
        return
    yield from _unzipped(name, data, limits)


def _by_name(path: Path) -> tuple[str, int, str]:
    """The place of a file in its folder: a browser calls what it saves later `retour (1).xlsx`."""
    found = _NUMBERED.fullmatch(path.stem)
    return (found["naam"], int(found["nr"] or 0), path.name) if found else (path.stem, 0, path.name)


def folders_inside(offered: Sequence[Path]) -> Iterator[Finding]:
    """Say which folders in the folders that were offered are not read: not `archief`, nor hidden ones."""
    given = {path.resolve() for path in offered if path.is_dir()}
    for folder in sorted(given):
        for inside in sorted(p for p in folder.iterdir() if p.is_dir() and p.resolve() not in given):
            if inside.name != "archief" and not inside.name.startswith(".") and any(inside.iterdir()):
                details = {"map": f"{folder.name}/{inside.name}"}
                yield Finding(code="XA-S009", severity=Severity.WAARSCHUWING, details=details)


def _unzipped(name: str, data: bytes, limits: Limits) -> Iterator[Bestand]:
    """A zip of returns gives its files; what can't be taken apart is left for the merge to refuse by name."""
    try:
        inside = unpack(data, name, limits) if is_plain_zip(data, name, limits) else None
    except ActielijstError:
        inside = None
    if inside is None:
        yield name, data
        return
    yield from ((f"{name} › {member}", content) for member, content in inside)
