"""The actielijst as it stands in a running master: from rows of fields to fiches, and back."""

import itertools
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import date, time, timedelta

from actielijst_xl.model.actielijst import Actielijst, Fiche, Rij
from actielijst_xl.model.canon import Value as Plain
from actielijst_xl.model.decisions import Row, RowRef, Rows
from actielijst_xl.model.document import OVERIG, Overig, Project, Source, Value, display
from actielijst_xl.model.field import Tabel
from actielijst_xl.model.fields import Fields


def to_actielijst(
    rows: Rows,
    *,
    kop: Mapping[str, str],
    bladen: Mapping[str, str],
    nrs: Mapping[RowRef, str],
    overige: Mapping[str, tuple[Overig, ...]],
    zonder_locatie: Mapping[str, Row],
    volgorde: Mapping[str, Sequence[RowRef]] | None = None,
    mail: str = "",
) -> Actielijst:
    """Return the actielijst that a master shows.

    Args:
        rows: Every row with its values.
        kop: The heading of the administration: `provincie`, `uitgave`, `peildatum` (ISO).
        bladen: Name of the sheet per fiche id, in order.
        nrs: The visible number per row.
        overige: Overige gegevens per fiche id.
        zonder_locatie: What the Overzicht says of projects without a fiche, by id.
        volgorde: The rows of afspraken per fiche id, blank ones too, as they stand on the sheet; without it
            they are in the order of their numbers.
        mail: Where parties send their file.
    """
    used = frozenset(nrs.values())
    order = {**_by_number(rows, nrs, but=volgorde or {}), **(volgorde or {})}
    return Actielijst(
        provincie=kop.get("provincie", ""),
        uitgave=kop.get("uitgave", ""),
        peildatum=date.fromisoformat(kop["peildatum"]),
        mail=mail,
        fiches=tuple(
            _fiche(fiche_id, blad, rows, nrs, overige.get(fiche_id, ()), order.get(fiche_id, ()), used)
            for fiche_id, blad in bladen.items()
        ),
        zonder_locatie=tuple(
            Fiche(
                fiche_id=fiche_id,
                blad="",
                project=_project("", {**row, **rows.get(_monitoring(fiche_id), {})}, (), ()),
            )
            for fiche_id, row in zonder_locatie.items()
        ),
        hoofddocument=_values(rows.get(RowRef("", Tabel.HOOFDDOCUMENT.value, ""), {})),
    )


def _fiche(
    fiche_id: str,
    blad: str,
    rows: Rows,
    nrs: Mapping[RowRef, str],
    overige: tuple[Overig, ...],
    refs: Sequence[RowRef],
    used: Collection[str],
) -> Fiche:
    fields = rows.get(RowRef(fiche_id, Tabel.PROJECT.value, ""), {})
    return Fiche(
        fiche_id=fiche_id,
        blad=blad,
        project=_project(
            blad,
            {**fields, **rows.get(_monitoring(fiche_id), {})},
            (rows.get(ref, {}) for ref in refs),
            overige,
        ),
        rijen=tuple(Rij(ref.rij, nr) for ref, nr in number_rows(fields, refs, nrs, used=used).items()),
    )


def _by_number(rows: Rows, nrs: Mapping[RowRef, str], *, but: Container[str]) -> dict[str, list[RowRef]]:
    """The rows with something in them per fiche, `but` these; by number, those without one come last."""
    afspraak = Tabel.AFSPRAAK.value
    found: dict[str, list[RowRef]] = {}
    for ref, row in rows.items():
        if ref.tabel == afspraak and ref.fiche not in but and any(v is not None for v in row.values()):
            found.setdefault(ref.fiche, []).append(ref)
    for refs in found.values():
        refs.sort(key=lambda ref: (ref not in nrs, len(nrs.get(ref, "")), nrs.get(ref, ""), ref.rij))
    return found


def number_rows(
    project: Row,
    refs: Iterable[RowRef],
    nrs: Mapping[RowRef, str],
    *,
    used: Collection[str] | None = None,
) -> dict[RowRef, str]:
    """Return the number of each row of afspraken: its own, or the next one that no row of the fiche has.

    Args:
        project: The fields of the fiche, for its project number.
        refs: Rows of one fiche, in order.
        nrs: The numbers known, of this and other fiches, spare rows too.
        used: The same numbers without their rows, for who asks this of many fiches.
    """
    nummer = display(project.get("project_id"))
    taken = used if used is not None else frozenset(nrs.values())
    free = (nr for n in itertools.count(1) if (nr := f"{nummer}-A{n:02d}") not in taken)
    return {ref: nrs.get(ref) or next(free) for ref in refs}


def _monitoring(fiche_id: str) -> RowRef:
    return RowRef(fiche_id, Tabel.MONITORING.value, "")


def _project(blad: str, row: Row, afspraken: Iterable[Row], overige: tuple[Overig, ...]) -> Project:
    return Project(
        source=Source(sheet=blad, cell="A1"),
        values=_values(row),
        afspraken=tuple(map(_values, afspraken)),
        overige=overige,
    )


def _values(row: Row) -> dict[str, Value]:
    return {veld: Value(raw=value) for veld, value in row.items() if value is not None and value != ""}


def to_rows(actielijst: Actielijst, fields: Fields) -> dict[RowRef, dict[str, Plain]]:
    """Return the rows of an actielijst as its master shows them: the inverse of `to_actielijst`.

    A project without location has no fiche; its fields are a row all the same, so that a next version of
    the list can be compared with it. No sheet shows that row, so a reader does not give it.
    """
    kop = RowRef("", Tabel.HOOFDDOCUMENT.value, "")
    rows = {kop: _row(actielijst.hoofddocument, fields, Tabel.HOOFDDOCUMENT)}
    for fiche in actielijst.projecten:
        for tabel in (Tabel.PROJECT, Tabel.MONITORING):
            values = fiche.project.values
            rows[RowRef(fiche.fiche_id, tabel.value, "")] = _row(values, fields, tabel)
    for fiche in actielijst.fiches:
        overige = enumerate(fiche.project.overige, 1)
        rows[RowRef(fiche.fiche_id, Tabel.PROJECT.value, "")] |= {
            f"{OVERIG}{number}": plain(overig.value) for number, overig in overige
        }
        afspraken = fiche.project.afspraken
        for rij, afspraak in zip(fiche.rows(len(afspraken)), afspraken, strict=True):
            ref = RowRef(fiche.fiche_id, Tabel.AFSPRAAK.value, rij.rij_id)
            rows[ref] = _row(afspraak, fields, Tabel.AFSPRAAK)
    return rows


def _row(values: Mapping[str, Value], fields: Fields, tabel: Tabel) -> dict[str, Plain]:
    return {field.key: plain(values.get(field.key)) for field in fields.of(tabel)}


def plain(value: Value | None) -> Plain:
    """The value as a cell of the master gives it back: a truth value as Ja or Nee, a time as its text."""
    if value is None or value.raw == "":
        return None
    raw = value.raw
    return display(raw) if isinstance(raw, bool | time | timedelta) else raw
