"""An answer to each party of which cells were refused or unreadable: its own file, with those cells red."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import cast

from actielijst_xl.merging.result import Ledger
from actielijst_xl.model.address import parse_address
from actielijst_xl.model.antwoord import SOORT, Regel
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import Edit as Wijziging
from actielijst_xl.model.decisions import Intake, Key, Outcome, Uitgifte
from actielijst_xl.model.document import display
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.settings import Settings
from actielijst_xl.package.edits import Edit, MarkCell, OpenOn, TakeSheet
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.facts import facts, texts
from actielijst_xl.package.patch import patch
from actielijst_xl.reading.opmerkingen import safe_text
from actielijst_xl.templates import data_folder, load_toml
from actielijst_xl.usecases.rondgang import Antwoord, Samengevoegd, Verslag
from actielijst_xl.writing.antwoord import BLAD, MOST, Brief, write_antwoord
from actielijst_xl.writing.files import sha256

_OURS = re.compile(rf"{BLAD}(?: \d+)?")
_STEM = re.compile(r"-antwoord(?:-\d+)?$")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_WHY_UNREADABLE = frozenset({"XA-L192", "XA-L193", "XA-L194"})
_MOST_TEXT, _MOST_NAME = 500, 100


def make_antwoorden(
    retouren: Sequence[tuple[str, bytes]], merged: Samengevoegd, *, settings: Settings, dag: date
) -> tuple[Antwoord, ...]:
    """Make an answer to every return with refused or unreadable cells, also to one of an earlier run.

    A return that a later one of the same party replaced gets none: the later one counts.

    Args:
        retouren: (file name, bytes) of each return, as they were given to `merge`.
        merged: What the merge made of them.
        settings: The province's settings.
        dag: The day of the run.
    """
    by_nr = {ledger.intake.nr: ledger for ledger in merged.result.ledgers}
    newest = {(i.uitgifte, i.recipient): i.nr for i in (ledger.intake for ledger in by_nr.values())}
    made: dict[int, Antwoord] = {}
    names: set[str] = set()
    for (file, content), verslag in zip(retouren, merged.verslagen, strict=True):
        ledger = verslag.ledger or by_nr.get(verslag.eerder or 0)
        if ledger is None or ledger.intake.nr in made:
            continue
        intake = ledger.intake
        unreadable: tuple[Finding, ...] = ()
        if newest[intake.uitgifte, intake.recipient] == intake.nr:
            unreadable = tuple(_unreadable(merged, content, verslag, intake, settings))
        if not unreadable and Outcome.REFUSED not in ledger.outcomes:
            continue
        maker = _Maker(settings, merged, dag, ledger, unreadable)
        answer = maker.make(file, content, is_same=_is_same(verslag, content, ledger.intake))
        answer = replace(answer, bestand=_free(answer.bestand, names))
        names.add(answer.bestand.casefold())
        made[ledger.intake.nr] = answer
    return tuple(made.values())


def _unreadable(
    merged: Samengevoegd, content: bytes, verslag: Verslag, intake: Intake, settings: Settings
) -> Iterator[Finding]:
    """The cells of this file that can't be read and that the party may fill in, each with its own reason."""
    digest = intake.digest if verslag.ledger else sha256(content)  # a file behind a password has another one
    said = {_cell(f): f for f in merged.findings if f.code in _WHY_UNREADABLE}
    scopes = (e for e in merged.result.state.events if isinstance(e, Uitgifte) and e.id == intake.uitgifte)
    scope = next(scopes).scopes[intake.recipient]
    for found in merged.result.findings:
        known = found.details
        mine = known.get("partij") == intake.recipient and known.get("digest") == digest
        if found.code != "XA-S020" or not mine or known["veld"] not in settings.fields:
            continue
        may_fill = (settings.fields[known["veld"]].tabel, known["veld"]) in scope.velden
        if may_fill and known["fiche"] in (scope.fiches or frozenset()):
            reason = said.get(_cell(found), found)
            yield replace(found, code=reason.code, value=reason.value)


def _cell(found: Finding) -> tuple[str, str, str]:
    return found.file, found.sheet, found.cell


def _is_same(verslag: Verslag, content: bytes, intake: Intake) -> bool:
    """Whether the cells stand where the register says: in a copy that was saved elsewhere they may not."""
    return verslag.ledger is not None or sha256(content) == intake.digest


def _free(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    options = (f"{stem}{'' if n == 1 else f'-{n}'}{dot}{suffix}" for n in range(1, len(taken) + 2))
    return next(option for option in options if option.casefold() not in taken)


class _Maker:
    """Makes the answer to one return."""

    def __init__(
        self,
        settings: Settings,
        merged: Samengevoegd,
        dag: date,
        ledger: Ledger,
        unreadable: Sequence[Finding] = (),
    ) -> None:
        self.settings, self.huis = settings, settings.huisstijl
        self.teksten = load_toml(data_folder("workbook_templates") / "antwoord.toml")
        self.intake, self.overige = ledger.intake, merged.overige
        pairs = zip(self.intake.edits, ledger.outcomes, strict=True)
        refused = (edit for edit, outcome in pairs if outcome is Outcome.REFUSED)
        self.refused = sorted(refused, key=lambda edit: _in_reading_order(edit.sheet, edit.address))
        self.unreadable = unreadable
        regels = (*map(self._regel, self.refused), *map(self._regel_unreadable, unreadable))
        self.regels = sorted(regels, key=lambda regel: _in_reading_order(regel.blad, regel.cel))
        self.brief = Brief(
            partij=self.intake.recipient,
            uitgifte=self.intake.uitgifte,
            provincie=merged.provincie,
            mail=settings.text("provincie", "mail"),
            dag=dag,
            geweigerd=tuple(self.regels),
            beslissing=tuple(self._open(merged)),
        )

    def make(self, file: str, content: bytes, *, is_same: bool) -> Antwoord:
        """Make it: the party's own file where that can be edited, a list otherwise."""
        data, suffix = self._marked(content) if is_same else (None, "")
        stem = _STEM.sub("", PurePosixPath(file.rpartition(" › ")[2].replace("\\", "/")).stem)
        name = _NOT_IN_NAMES.sub("_", stem)[:_MOST_NAME].strip(" .") or "retour"
        return Antwoord(
            partij=self.intake.recipient,
            retour=file,
            bestand=f"{name}-antwoord{suffix or '.xlsx'}",
            data=data or write_antwoord(replace(self.brief, eigen=False), self.teksten, self.huis),
            geweigerd=len(self.refused),
            onleesbaar=len(self.unreadable),
            eigen=data is not None,
        )

    def _marked(self, content: bytes) -> tuple[bytes | None, str]:
        if not content.startswith(b"PK"):
            return None, ""
        try:
            known = facts(content)
            return patch(content, [*self._edits(content, known.sheets)]), known.suffix
        except (PatchError, LookupError, ValueError):  # an .ods, a signed or odd file: the list says the same
            return None, ""

    def _edits(self, content: bytes, sheets: Sequence[str]) -> Iterator[Edit]:
        """Unmark what an earlier answer marked, mark what is refused now, lay the list in front."""
        earlier = [sheet for sheet in sheets if _OURS.fullmatch(sheet) and _is_ours(content, sheet)]
        taken = {sheet.casefold() for sheet in sheets}
        vlak, rand = _rgb(self.huis["knelpunt_vlak"]), _rgb(self.huis["knelpunt_tekst"])
        now = {(r.blad, r.cel) for r in self.regels[:MOST] if r.blad.casefold() in taken and r.cel}
        for sheet, cell in sorted(_marked_before(content, earlier, taken) - now):
            invul, invulrand = _rgb(self.huis["invul"]), _rgb(self.huis["invulrand"])
            yield MarkCell(sheet=sheet, cell=cell, fill=invul, border=invulrand, instead_of=vlak)
        for sheet, cell in sorted(now):
            yield MarkCell(sheet=sheet, cell=cell, fill=vlak, border=rand)
        options = (BLAD, *(f"{BLAD} {n}" for n in range(2, len(taken) + 3)))
        name = next(option for option in options if option.casefold() not in taken)
        donor = write_antwoord(self.brief, self.teksten, self.huis, name=name)
        yield TakeSheet(donor=donor, name=name, before=sheets[0])
        yield OpenOn(sheet=name, hide=tuple(earlier))

    def _regel(self, edit: Wijziging) -> Regel:
        assert edit.refusal is not None, "it is refused"
        redenen = cast("Mapping[str, Mapping[str, str]]", self.teksten["redenen"])
        reden = redenen.get(edit.refusal.code, redenen["anders"])
        known = {"wel": edit.refusal.accepted or "een andere waarde", "was": _shown(edit.was)}
        return Regel(
            blad=edit.sheet,
            cel=edit.address,
            veld=self._label(edit.key),
            waarde=_shown(edit.value),
            waarom=reden["waarom"],
            wel=reden["wel"].format(**known),
            voorbeeld=edit.refusal.example or reden.get("voorbeeld", "").format(**known),
        )

    def _regel_unreadable(self, found: Finding) -> Regel:
        redenen = cast("Mapping[str, Mapping[str, str]]", self.teksten["redenen"])
        fiche, veld = found.details["fiche"], found.details["veld"]
        return Regel(
            blad=found.sheet,
            cel=found.cell,
            veld=self._label_of(fiche, veld),
            waarde=_shown(found.value) if found.value else "(niet te lezen)",
            waarom=redenen[found.code]["waarom"],
            wel=redenen[found.code]["wel"],
        )

    def _open(self, merged: Samengevoegd) -> Iterator[Regel]:
        """The cells of this return on which the province still decides; what others filled in stays out."""
        beslissing = cast("Mapping[str, str]", self.teksten["beslissing"])
        for conflict in merged.result.conflicts:
            for candidate in conflict.candidates:
                for bron in candidate.bronnen:
                    if bron.nr == self.intake.nr:
                        yield Regel(
                            blad=bron.sheet,
                            cel=bron.address,
                            veld=self._label(conflict.key),
                            waarde=_shown(candidate.value),
                            waarom=beslissing["waarom"],
                            wel=beslissing["wel"],
                        )

    def _label(self, key: Key) -> str:
        return self._label_of(key.fiche, key.veld)

    def _label_of(self, fiche: str, veld: str) -> str:
        fields = self.settings.fields
        return fields[veld].label if veld in fields else self.overige.get((fiche, veld), veld)


def _in_reading_order(sheet: str, cell: str) -> tuple[str, int, int]:
    return (sheet, *parse_address(cell)) if cell else (sheet, 0, 0)


def _shown(value: Value) -> str:
    text = safe_text(display(value))
    return (text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…") or "(leeg)"


def _rgb(color: str) -> str:
    return color.removeprefix("#").upper()


def _is_ours(content: bytes, sheet: str) -> bool:
    return any(text.startswith(f"{SOORT}:") for text in texts(content, sheet).values())


def _marked_before(content: bytes, earlier: Iterable[str], taken: set[str]) -> set[tuple[str, str]]:
    """The cells that earlier answers name, as far as they are cells of a sheet that is there."""
    found: set[tuple[str, str]] = set()
    for sheet in earlier:
        shown = texts(content, sheet)
        rows = {where[1:]: text for where, text in shown.items() if where.startswith("A")}
        pairs = ((blad, shown.get(f"B{row}", "")) for row, blad in rows.items() if row.isdecimal())
        found |= {(blad, cel) for blad, cel in pairs if blad.casefold() in taken and _is_address(cel)}
    return found


def _is_address(text: str) -> bool:
    try:
        parse_address(text)
    except ValueError:
        return False
    return True
