"""A file of others, from bytes to values, in one call: the gate, a password, the reader.

Each function takes plain values, returns plain values and knows no files, so that it can run in a process
of its own; what it refuses, it raises.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from actielijst_xl.model.decisions import Retour, Rows
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.reading.gate import Kind, Limits, Refused, Scan, scan
from actielijst_xl.reading.gate_limits import refuse
from actielijst_xl.reading.gedeeld import Gedeeld, shared
from actielijst_xl.reading.geheugen import no_search_for_cycles
from actielijst_xl.reading.grid import Grid, read_grid
from actielijst_xl.reading.grid_cells import set_aside
from actielijst_xl.reading.opmerkingen import read_opmerkingen
from actielijst_xl.reading.retour import Nrs, examine_retour
from actielijst_xl.reading.versleuteld import PASSWORD, ontsleuteld
from actielijst_xl.reading.zichtbaar import read_zichtbaar


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegang:
    """How files are let in.

    Attributes:
        limits: The bounds of one file.
        wachtwoorden: Passwords to try on a file that has one.
    """

    limits: Limits = field(default_factory=Limits)
    wachtwoorden: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kennis:
    """What has to be known to read a return.

    Attributes:
        fields: The table of fields.
        toegang: How files are let in.
        nrs: Visible numbers per uitgifte (`Uitgifte.nrs`).
        bases: What was issued, per uitgifte (`Uitgifte.base`).
        lijstwaarden: What stood on Keuzelijsten.
        actielijst: Id of the master; "" where a copy of any master is welcome.
    """

    fields: Fields
    toegang: Toegang = field(default_factory=Toegang)
    nrs: Nrs = field(default_factory=dict)
    bases: Mapping[str, Rows] = field(default_factory=dict)
    lijstwaarden: Collection[str] = ()
    actielijst: str = ""

    def packed(self) -> Gedeeld:
        """The same, ready to travel: it goes to each process once, and is unpacked there once."""
        return shared(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegelaten:
    """A file that passed the gate.

    Attributes:
        data: Its bytes, without its password.
        scan: What the gate found out.
        findings: XA-L148, where a password was taken off.
    """

    data: bytes
    scan: Scan
    findings: tuple[Finding, ...] = ()


def toegelaten(data: bytes, name: str, toegang: Toegang) -> Toegelaten:
    """Let a file pass the gate; one with a password is opened, and passes again.

    Raises:
        Refused: With a code, the file, what is wrong and what the sender can do.
    """
    findings: tuple[Finding, ...] = ()
    try:
        found = scan(data, name, toegang.limits)
    except Refused as refusal:
        if refusal.code != PASSWORD:
            raise
        data = ontsleuteld(data, name, toegang.wachtwoorden)
        found = scan(data, name, toegang.limits)
        findings = (Finding(code="XA-L148", severity=Severity.MELDING, file=name),)
    if found.kind is Kind.ZIP:
        refuse("XA-L149", name)
    return Toegelaten(data=data, scan=found, findings=findings)


def lees_grid(data: bytes, name: str, toegang: Toegang) -> tuple[Grid, Toegelaten]:
    """Read the values of a file.

    Raises:
        InputError: XA-L...: it is not let in, or can't be read.
    """
    inside = toegelaten(data, name, toegang)
    return _grid(inside, name), replace(inside, scan=replace(inside.scan, parts=None))


def _grid(inside: Toegelaten, name: str) -> Grid:
    return set_aside(read_grid(inside.data, name, parts=inside.scan.parts))


@no_search_for_cycles()
def lees_retour(data: bytes, name: str, kennis: Gedeeld) -> tuple[Retour, tuple[Finding, ...]]:
    """Read a returned workbook, and tell how.

    Args:
        data: The file.
        name: Its name.
        kennis: What has to be known (`Kennis.packed`).

    Raises:
        InputError: XA-L...: it is not let in, can't be read, or is no return.
    """
    known = kennis.value()
    assert isinstance(known, Kennis)
    inside = toegelaten(data, name, known.toegang)
    grid = _grid(inside, name)
    notes = read_opmerkingen(inside.data, name, kind=grid.kind)
    seen = read_zichtbaar(inside.data, grid, parts=inside.scan.parts)
    found = examine_retour(
        grid,
        fields=known.fields,
        data=inside.data,
        nrs=known.nrs,
        bases=known.bases,
        opmerkingen=(*notes.texts, *seen.texts),
        lijstwaarden=known.lijstwaarden,
        actielijst=known.actielijst,
    )
    return found.retour, (*inside.findings, *notes.findings, *seen.findings, *found.findings)
