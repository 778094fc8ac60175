"""From a pMIEK list to the master workbook: check and generate."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.model.actielijst import Actielijst, make_actielijst
from actielijst_xl.model.chunks import pack
from actielijst_xl.model.document import Lijst
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.settings import Settings
from actielijst_xl.model.stand import to_rows
from actielijst_xl.templates import load_vocabulary
from actielijst_xl.usecases.bestanden import Progress, Source, read_source


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


def check(
    source: Source,
    *,
    settings: Settings,
    peildatum: date,
    rapport: bool = False,
    executor: Executor | None = None,
    wachtwoorden: Sequence[str] = (),
) -> Controle:
    """Read and check a pMIEK list; nothing is written.

    Args:
        source: The list: .xlsx, .xlsm, .xlsb, .ods, .xls or .csv.
        settings: The province's settings.
        peildatum: The day on which an IBN lies in the past or not.
        rapport: Also make the copy of the list with the findings marked.
        executor: Where the list is read (`usecases.werkers.Werkers`: with a time-out and a limit on memory);
            None reads it in this process.
        wachtwoorden: Passwords to try when the list has one.

    Raises:
        InputError: XA-L...: it can't be read as a list; the message says why and what to do.
    """
    from actielijst_xl.checking.check import check_lijst  # noqa: PLC0415  (pandera is slow to import)
    from actielijst_xl.reading.inlezen import lees_grid  # noqa: PLC0415
    from actielijst_xl.reading.lijst import read_lijst  # noqa: PLC0415
    from actielijst_xl.usecases.inlezen import run, toegang_for  # noqa: PLC0415

    data, name = read_source(source)
    grid, inside = run(executor, name, lees_grid, data, name, toegang_for(settings, wachtwoorden))
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
    findings = _by_weight((*inside.findings, *lijst.findings, *checks))
    if not rapport:
        return Controle(lijst=lijst, findings=findings)
    from actielijst_xl.writing.rapport import make_report  # noqa: PLC0415

    sheets = [(sheet.name, sheet.rows) for sheet in grid.sheets]
    marked, told = make_report(inside.data, name, findings, kind=grid.kind, sheets=sheets)
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
    executor: Executor | None = None,
    wachtwoorden: Sequence[str] = (),
) -> Gemaakt:
    """Make the master workbook of an actielijst from a pMIEK list; nothing is written to disk.

    Args:
        source: The list.
        settings: The province's settings.
        peildatum: The day that the figures are about.
        ook_met_fouten: Go on when the list has errors: those rows are listed on the Hoofddocument.
        progress: Called with (fiches planned, fiches in all).
        executor: As in `check`.
        wachtwoorden: As in `check`.

    Raises:
        InputError: XA-G002 the list has errors, XA-L...: it can't be read.
        UsageError: XA-C014 the province has no name, XA-C013 the logo can't be read.
    """
    from actielijst_xl.usecases.raamwerk import kader_for  # noqa: PLC0415
    from actielijst_xl.writing.actielijst import write_actielijst  # noqa: PLC0415
    from actielijst_xl.writing.contrast import contrast_findings  # noqa: PLC0415

    controle = check(
        source, settings=settings, peildatum=peildatum, executor=executor, wachtwoorden=wachtwoorden
    )
    fouten = controle.count(Severity.FOUT)
    if fouten and not ook_met_fouten:
        raise ListHasErrorsError(controle)
    lijst = make_actielijst(
        controle.lijst,
        controle.findings,
        fields=settings.fields,
        vocab=load_vocabulary(),
        provincie=settings.text("provincie", "naam") or _province_of(controle.lijst),
        peildatum=peildatum,
        uitgave=settings.text("provincie", "uitgave"),
        mail=settings.text("provincie", "mail"),
    )
    kader = kader_for(lijst, settings)
    faint = contrast_findings(settings.huisstijl)
    controle = replace(controle, findings=_by_weight((*controle.findings, *faint)))
    data = write_actielijst(
        kader, administratie=pack(_memory(lijst, settings)), logo=read_logo(settings), progress=progress
    )
    return Gemaakt(actielijst=lijst, data=data, controle=controle)


def _memory(lijst: Actielijst, settings: Settings) -> str:
    """What a new master remembers: what it shows, and the list that it was made from."""
    import json  # noqa: PLC0415

    from actielijst_xl.merging.apply import start  # noqa: PLC0415
    from actielijst_xl.merging.memory import to_json  # noqa: PLC0415

    rows = to_rows(lijst, settings.fields)
    of_lijst = {ref: row for ref, row in rows.items() if ref.fiche}
    state = start(rows, lijst=of_lijst, lijst_velden=settings.fields.pairs(but=Tabel.HOOFDDOCUMENT))
    return json.dumps(to_json(state), ensure_ascii=False)


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


def read_logo(settings: Settings) -> bytes | None:
    """Read the logo of the province, if it has one.

    Raises:
        UsageError: XA-C013 it is not there, or no PNG or JPEG.
    """
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
