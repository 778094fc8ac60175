"""What people should know about a new version of the pMIEK list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from actielijst_xl.merging.result import MergeResult
from actielijst_xl.model.canon import Value, canon
from actielijst_xl.model.decisions import RowRef, Rows
from actielijst_xl.model.document import display
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.vocab import Status
from actielijst_xl.usecases.lijst_retour import Bekend, Gekoppeld, Nieuwe, gone_afspraken, numbered
from actielijst_xl.usecases.open_master import OpenMaster

_OWN = ("XA-S003", "XA-S041")  # said in another way
_CLOSED = (Status.GEREED.value, Status.VERVALLEN.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meldingen:
    """The findings of one update.

    Attributes:
        opened: The master.
        nieuwe: The new list.
        bekend: What the master knew.
        gekoppeld: The list laid beside the master.
        result: What the merge decided.
        shown: What the master shows after it.
        missing: Fiches of which the sheet is gone.
        kept: What the list says in a field in which somebody typed on the Overzicht.
    """

    opened: OpenMaster
    nieuwe: Nieuwe
    bekend: Bekend
    gekoppeld: Gekoppeld
    result: MergeResult
    shown: Rows
    missing: frozenset[str]
    kept: Mapping[tuple[RowRef, str], str]

    def _row(self, fiche: str) -> Mapping[str, Value]:
        return self.shown.get(RowRef(fiche, Tabel.PROJECT.value, ""), {})

    def vanished(self) -> list[str]:
        """Projects that are not on the list any more, and of which nobody said that they are dropped."""
        return [f for f in self.gekoppeld.verdwenen if not self._is_dropped(f)]

    def _is_dropped(self, fiche: str) -> bool:
        return canon(self._row(fiche).get("vervolg")).casefold() == Status.VERVALLEN.value.casefold()

    def findings(self) -> Iterator[Finding]:
        """Everything, in the order of weight: what left the list, what is new, what has no place."""
        dropped = {f for f in self.gekoppeld.verdwenen if self._is_dropped(f)}
        dropped |= {row.fiche for row in self.gekoppeld.retour.rows if not row.cells}
        disputed = {(conflict.key.fiche, conflict.key.veld) for conflict in self.result.conflicts}
        for finding in self.result.findings:
            fiche = finding.details.get("fiche", "")
            if finding.code == "XA-S030" and (fiche, finding.details["veld"]) not in disputed:
                continue  # the list itself went back to what it said before
            if finding.code == "XA-S041" and fiche in self.gekoppeld.fiches:
                yield replace(finding, severity=Severity.MELDING)
            elif finding.code not in _OWN and (finding.code != "XA-S040" or fiche not in dropped):
                yield finding
        yield from self.gekoppeld.findings
        yield from (
            self._tell("XA-S076", fiche=f) for f in sorted(self.missing & self.gekoppeld.projecten.keys())
        )
        for fiche, kop, value in self.placeless():
            yield self._tell("XA-S075", value=value, fiche=fiche, kop=kop)
        for (ref, veld), value in self.kept.items():
            yield self._tell("XA-S083", value=value, fiche=ref.fiche, veld=veld)
        yield from self._gone()
        yield from self._routes()

    def _tell(
        self, code: str, *, value: str = "", weight: Severity = Severity.WAARSCHUWING, **details: str
    ) -> Finding:
        return Finding(code=code, severity=weight, file=self.nieuwe.file, value=value, details=details)

    def placeless(self) -> Iterator[tuple[str, str, str]]:
        """Overige gegevens of the list for which a fiche has no line: (fiche, header, value)."""
        for fiche, project in self.gekoppeld.projecten.items():
            if fiche in self.opened.master.bladen:
                known = dict(numbered((kop, "") for kop in self.bekend.koppen.get(fiche, ())))
                for place, value in numbered((o.kop, o.value.text) for o in project.overige):
                    if place not in known:
                        yield fiche, place[0], value

    def _gone(self) -> Iterator[Finding]:
        """What the last list had and this one has not: columns, and afspraken."""
        fields = self.opened.settings.fields
        had = {veld for row in self.bekend.basis.values() for veld, value in row.items() if value is not None}
        for veld in sorted(had - self.nieuwe.gegeven - {"vervolg"}):
            given = any(veld in row.cells for row in self.gekoppeld.retour.rows)
            if veld in fields and not given:
                yield self._tell("XA-S077", weight=Severity.MELDING, veld=veld)
        for ref in gone_afspraken(self.gekoppeld, self.opened.state.lijst or self.bekend.basis):
            row = self.shown.get(ref, {})
            if row.get("activiteit") and display(row.get("status")) not in _CLOSED:
                naam = display(row.get("activiteit"))
                yield self._tell("XA-S074", weight=Severity.MELDING, value=naam, fiche=ref.fiche)

    def _routes(self) -> Iterator[Finding]:
        """A project that reached another phase, while its vervolg is still the one of the first phase."""
        for key, value in self.result.writes.items():
            if key.veld == "projectfase" and key.fiche not in self.gekoppeld.fiches:
                vervolg = display(self._row(key.fiche).get("vervolg"))
                if vervolg:
                    yield self._tell(
                        "XA-S078",
                        weight=Severity.MELDING,
                        fiche=key.fiche,
                        fase=display(value),
                        vervolg=vervolg,
                    )
