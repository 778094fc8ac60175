"""The rows of the books that a merge keeps: Conflicten, Logboek and Uitgiftes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from actielijst_xl.merging.result import Bron, Conflict, LogEvent
from actielijst_xl.messages import MESSAGES
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import Cell, Key, RowRef, Unreadable
from actielijst_xl.model.document import display
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.partijen import Partij

BookRow = Mapping[str, Value]
HOOFDDOCUMENT = "Hoofddocument"  # what a field without a fiche stands on
_NUMBER = re.compile(r"K(\d{1,6})")


def as_read(row: Mapping[str, Cell]) -> dict[str, Value]:
    """The values of a row of a book as it was read; a cell that can't be read is left out."""
    return {key: cell.value for key, cell in row.items() if not isinstance(cell.value, Unreadable)}


def conflict_id(row: Mapping[str, Cell]) -> str:
    """The id of the conflict on a row of Conflicten, from its hidden column; "" when it has none."""
    return _text(row, "sleutel")


def conflict_number(row: Mapping[str, Cell]) -> int:
    """The number of a row of Conflicten: 3 for K3, 0 for a row without."""
    return int(number[1]) if (number := _NUMBER.fullmatch(_text(row, "nr"))) else 0


def is_conflict_row(row: Mapping[str, Cell]) -> bool:
    """Whether a row of Conflicten is one of ours: by its id, or by its number when the id is gone."""
    return bool(conflict_id(row) or (conflict_number(row) and _text(row, "veld")))


def _text(row: Mapping[str, Cell], key: str) -> str:
    value = row[key].value if key in row else None
    return "" if value is None else str(value).strip()


class Names:
    """How rows and fields are called on the sheets.

    Args:
        fields: The table of fields.
        bladen: Name of the sheet per fiche id.
        nrs: The visible number per row.
        overige: Per fiche id and key of an overig gegeven its header.
        conflicten: Per id of a conflict its number on Conflicten: `K3`.
    """

    def __init__(
        self,
        fields: Fields,
        bladen: Mapping[str, str],
        nrs: Mapping[RowRef, str],
        overige: Mapping[tuple[str, str], str] | None = None,
        conflicten: Mapping[str, str] | None = None,
    ) -> None:
        self.fields = fields
        self.bladen = bladen
        self.nrs = nrs
        self.overige = overige or {}
        self.conflicten = conflicten or {}

    def label(self, fiche: str, veld: str) -> str:
        """The label of a field; an overig gegeven is called as its column on the list."""
        return self.fields[veld].label if veld in self.fields else self.overige.get((fiche, veld), veld)

    def fiche(self, key: Key) -> str:
        """The fiche as its tab says it."""
        return self.bladen.get(key.fiche, key.fiche or HOOFDDOCUMENT)

    def veld(self, key: Key) -> str:
        """The field, with the number of its row or the sheet that it stands on."""
        label = self.label(key.fiche, key.veld)
        match key.tabel:
            case "afspraak":
                return f"{self.nrs.get(key.row, 'nieuwe rij')} · {label}"
            case "monitoring":
                return f"Monitoring · {label}"
            case _:
                return label


def named(findings: Iterable[Finding], names: Names) -> Iterator[Finding]:
    """Say fields, fiches and conflicts in findings of the merge as the sheets call them.

    A finding without a cell has the whole key of its field: then the number of its row is said too.
    """
    for finding in findings:
        details = dict(finding.details)
        veld, fiche = details.get("veld", ""), details.get("fiche", "")
        if veld and "tabel" in details:
            key = Key(fiche, details.pop("tabel"), details.pop("rij"), veld)
            details["veld"] = names.veld(key)
        elif veld:
            details["veld"] = names.label(fiche, veld)
        if "fiche" in details:
            details["fiche"] = names.bladen.get(fiche, fiche or HOOFDDOCUMENT)
        if (conflict := details.get("conflict", "")) in names.conflicten:
            details["conflict"] = names.conflicten[conflict]
        yield replace(finding, details=details)


def conflict_row(conflict: Conflict, number: int, names: Names, moment: datetime) -> BookRow:
    """One row of Conflicten; several candidates are numbered, as the choices in Besluit are."""
    several = len(conflict.candidates) > 1
    by_party = Counter(who for c in conflict.candidates for who in {bron.recipient for bron in c.bronnen})
    shown, senders = [], []
    for at, candidate in enumerate(conflict.candidates, 1):
        mark = f"{at}) " if several else ""
        shown.append(f"{mark}{_shown(candidate.value)}")
        who = ", ".join(dict.fromkeys(_sender(bron, by_party) for bron in candidate.bronnen))
        senders.append(f"{mark}{who}")
    return {
        "nr": f"K{number}",
        "fiche": names.fiche(conflict.key),
        "veld": f"{names.veld(conflict.key)} ({conflict.waarom.value})",
        "bij_uitgifte": _shown(conflict.was),
        "nu": _shown(conflict.master),
        "retour": "\n".join(shown),
        "afzender": "\n".join(senders),
        "ontvangen": moment.date(),
        "sleutel": conflict.id,
    }


def _sender(bron: Bron, by_party: Mapping[str, int]) -> str:
    """The party; where it has two candidates, in answers to two uitgiftes, the uitgifte as well."""
    return f"{bron.recipient} ({bron.uitgifte})" if by_party[bron.recipient] > 1 else bron.recipient


def _shown(value: Value) -> str:
    return "(leeg)" if value is None or value == "" else display(value)


def log_rows(events: Iterable[LogEvent], names: Names, moment: datetime) -> Iterator[BookRow]:
    """The rows of Logboek."""
    for event in events:
        place = f" ({event.place})" if event.place else ""
        yield {
            "tijdstip": moment,
            "gebeurtenis": MESSAGES[event.code].text,
            "afzender": event.sender,
            "bestand": event.file,
            "fiche": names.fiche(event.key) if event.key else "",
            "veld": f"{names.veld(event.key) if event.key else ''}{place}".lstrip(),
            "was": event.was,
            "wordt": event.became,
        }


def uitgifte_key(uitgifte: str, partij: str) -> str:
    """The key of a row of Uitgiftes."""
    return f"{uitgifte}|{partij}"


def uitgifte_rows(
    uitgifte: str,
    parties: Iterable[Partij],
    names: Names,
    *,
    day: date,
    deadline: date | None,
    files: Mapping[str, str],
) -> Iterator[BookRow]:
    """The rows of Uitgiftes: one per party."""
    for partij in parties:
        yield {
            "uitgifte": uitgifte,
            "datum": day,
            "partij": partij.naam,
            "rol": ", ".join(sorted(rol.value for rol in partij.rollen)),
            "fiches": ", ".join(names.bladen.get(f, f) for f in partij.fiches),
            "deadline": deadline,
            "bestand": files[partij.naam],
            "sleutel": uitgifte_key(uitgifte, partij.naam),
        }
