"""The actielijst as it stands in a running master: from rows of fields back to fiches."""

from collections.abc import Iterable, Mapping
from datetime import date

from actielijst_xl.model.actielijst import Actielijst, Fiche, Rij
from actielijst_xl.model.decisions import Row, RowRef, Rows
from actielijst_xl.model.document import Overig, Project, Source, Value
from actielijst_xl.model.field import Tabel


def to_actielijst(
    rows: Rows,
    *,
    kop: Mapping[str, str],
    bladen: Mapping[str, str],
    nrs: Mapping[RowRef, str],
    overige: Mapping[str, tuple[Overig, ...]],
    zonder_locatie: Mapping[str, Row],
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
        mail: Where parties send their file.
    """
    return Actielijst(
        provincie=kop.get("provincie", ""),
        uitgave=kop.get("uitgave", ""),
        peildatum=date.fromisoformat(kop["peildatum"]),
        mail=mail,
        fiches=tuple(
            _fiche(fiche_id, blad, rows, nrs, overige.get(fiche_id, ())) for fiche_id, blad in bladen.items()
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
    fiche_id: str, blad: str, rows: Rows, nrs: Mapping[RowRef, str], overige: tuple[Overig, ...]
) -> Fiche:
    fields = rows.get(RowRef(fiche_id, Tabel.PROJECT.value, ""), {})
    afspraken = [
        (ref, row)
        for ref, row in rows.items()
        if ref.fiche == fiche_id
        and ref.tabel == Tabel.AFSPRAAK.value
        and any(v is not None for v in row.values())
    ]
    afspraken.sort(key=lambda pair: (len(nrs.get(pair[0], "~")), nrs.get(pair[0], "~"), pair[0].rij))
    return Fiche(
        fiche_id=fiche_id,
        blad=blad,
        project=_project(
            blad,
            {**fields, **rows.get(_monitoring(fiche_id), {})},
            (row for _, row in afspraken),
            overige,
        ),
        rijen=tuple(Rij(ref.rij, nrs[ref]) for ref, _ in afspraken if ref in nrs),
    )


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
