"""Columns for more than one afspraak in one row: `Actie 1`, `Trekker 1`, `Actie 2`, `Trekker 2`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from actielijst_xl.model.field import Tabel
from actielijst_xl.reading.headers import HeaderIndex, Kolom, Toewijzing

_GENUMMERD = re.compile(r"(?P<kop>.*[^\W\d_].*?)[\s._-]*(?P<nr>[1-9]\d?)", re.DOTALL)
_EERSTE = "activiteit"  # without it there is no afspraak


@dataclass(frozen=True, slots=True, kw_only=True)
class _Genummerd:
    """A column with a number: which one, its field, and the column without the number."""

    nr: int
    field: str
    kolom: Kolom


def without_numbers(
    kolommen: Sequence[Kolom], index: HeaderIndex
) -> tuple[list[Kolom], dict[int, Toewijzing]]:
    """Take the numbers of afspraken out of the headers.

    Only where a list has two activiteiten or more; other numbers are part of the header.

    Returns:
        The columns, those of the first afspraak without their number; and what the columns of the others
        hold, by the place of the column.
    """
    found = {n: kolom for n, kolom in ((n, _numbered(k, index)) for n, k in enumerate(kolommen)) if kolom}
    reeksen = sorted({kolom.nr for kolom in found.values() if kolom.field == _EERSTE})
    if len(reeksen) < 2:
        return list(kolommen), {}
    first = {n: kolom.kolom for n, kolom in found.items() if kolom.nr == reeksen[0]}
    return [first.get(n, kolom) for n, kolom in enumerate(kolommen)], _others(found, reeksen[1:])


def _numbered(kolom: Kolom, index: HeaderIndex) -> _Genummerd | None:
    match = _GENUMMERD.fullmatch(kolom.kop.strip())
    if match is None or index.setting(kolom) is not None or index.known(kolom.kop):
        return None
    claims = (claim.field for claim in index.claims(match["kop"]))
    field = next((key for key in claims if index.fields[key].tabel is Tabel.AFSPRAAK), "")
    plain = replace(kolom, kop=match["kop"])
    return _Genummerd(nr=int(match["nr"]), field=field, kolom=plain) if field else None


def _others(found: Mapping[int, _Genummerd], reeksen: Sequence[int]) -> dict[int, Toewijzing]:
    taken: dict[tuple[int, str], int] = {}
    for n, kolom in found.items():
        if kolom.nr in reeksen:
            taken.setdefault((kolom.nr, kolom.field), n)
    return {n: Toewijzing(fields=(field,), how="alias", reeks=nr) for (nr, field), n in taken.items()}
