"""What comes next in a folder: how the work in it stands, and the command to type."""

from pathlib import Path

from actielijst_xl.errors import ActielijstError
from actielijst_xl.reading.gate import is_clutter
from actielijst_xl.usecases.bestanden import read_source
from actielijst_xl.usecases.instellingen import find_settings, load_settings
from actielijst_xl.usecases.open_master import OpenMaster, open_master
from actielijst_xl.usecases.toestand import Toestand, returns_on_record, stand_of
from actielijst_xl.usecases.uitvoeren import gather
from actielijst_xl.writing.files import sha256

ACTIELIJST, RETOUREN = "actielijst.xlsx", "retouren"


def next_step(folder: Path) -> tuple[str, str]:
    """Say how a folder stands: (one sentence, the command to type next). It only looks."""
    if (folder / ACTIELIJST).is_file():
        return _next_in_round(folder)
    if find_settings(folder) is None:
        return "In deze map staan nog geen instellingen.", "xl-actielijst init"
    return f"De instellingen staan klaar, er is nog geen {ACTIELIJST}.", "xl-actielijst generate LIJST.xlsx"


def _next_in_round(folder: Path) -> tuple[str, str]:
    """The next step once there is an actielijst; one that can't be read is explained by `status`."""
    try:
        data, name = read_source(folder / ACTIELIJST)
        opened = open_master(data, name, load_settings(find_settings(folder)))
    except ActielijstError:
        return f"{ACTIELIJST} is niet te lezen.", f"xl-actielijst status {ACTIELIJST}"
    written = (folder / ACTIELIJST).stat().st_mtime
    new = sum(_is_new(path, opened, written) for path in _files(folder / RETOUREN))
    return _after(stand_of(opened), new)


def _after(found: Toestand, new: int) -> tuple[str, str]:
    back = sum(bool(partij.retouren) for partij in found.partijen)
    if not found.uitgifte:
        return "De actielijst is nog niet uitgedeeld.", f"xl-actielijst issue {ACTIELIJST}"
    if new:
        files = "1 bestand dat" if new == 1 else f"{new} bestanden die"
        said = f"In de map {RETOUREN} {'staat' if new == 1 else 'staan'} {files} nog niet in de actielijst"
        return f"{said} {'zit' if new == 1 else 'zitten'}.", f"xl-actielijst merge {ACTIELIJST} {RETOUREN}"
    if found.conflicten:
        number = "1 conflict" if found.conflicten == 1 else f"{found.conflicten} conflicten"
        said = f"{number} open, waarvan {found.besluiten} met een besluit. Beslis op het blad Conflicten."
        return said, f"xl-actielijst merge {ACTIELIJST}"
    command = "monitor" if back == len(found.partijen) else "status"
    return f"Terug: {back} van {len(found.partijen)}.", f"xl-actielijst {command} {ACTIELIJST}"


def _is_new(path: Path, opened: OpenMaster, written: float) -> bool:
    """Whether a file says what the master does not know; the same file sent again under its name may."""
    known = returns_on_record(opened)
    names, digests = {i.name for i in known}, {i.digest for i in known}
    return any(
        sha256(data) not in digests and (name not in names or path.stat().st_mtime > written)
        for name, data in gather([path], unread=[])
    )


def _files(folder: Path) -> list[Path]:
    """The files that `merge` would read in this folder; none when it can't be opened."""
    try:
        return [p for p in folder.iterdir() if p.is_file() and not is_clutter(p.name)]
    except OSError:
        return []
