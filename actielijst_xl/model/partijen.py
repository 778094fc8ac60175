"""The parties of an actielijst: who is involved in which fiche, in which role."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from actielijst_xl.model.actielijst import Actielijst, Fiche
from actielijst_xl.model.field import Rol
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.vocab import Vocabulary, fold, is_nvt, is_onbekend

# A trekker is often named by role; then the parties of that role in the project are meant already.
_ROLWOORDEN = frozenset(
    (
        "provincie",
        "gemeente",
        "gemeenten",
        "netbeheerder",
        "netbeheerders",
        "bevoegd gezag",
        "alle stakeholders",
        "alle partijen",
        "stakeholders",
        "rijk",
    )
)


_MOST = 100  # characters: longer is a story, and no name fits in a file name or a property of a workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Partij:
    """One party that gets a workbook.

    Attributes:
        naam: Its name: `Gemeente Lelystad`, `TenneT`.
        rollen: In which roles it takes part.
        fiches: Ids of its fiches, in the order of the actielijst.
    """

    naam: str
    rollen: frozenset[Rol]
    fiches: tuple[str, ...]

    @property
    def bestandsnaam(self) -> str:
        """Its name as part of a file name: only a-z, 0-9 and hyphens."""
        return re.sub(r"[^a-z0-9]+", "-", fold(self.naam)).strip("-") or "partij"

    def velden(self, fields: Fields) -> frozenset[tuple[str, str]]:
        """The pairs (tabel, field key) that this party may fill in."""
        return frozenset(
            (f.tabel.value, f.key) for f in fields.all if f.invullers & self.rollen and f.key != "project_id"
        )


def partijen(actielijst: Actielijst, vocab: Vocabulary, *, per: Collection[Rol]) -> tuple[Partij, ...]:
    """Return the parties of an actielijst in the wanted roles, sorted by name.

    Args:
        actielijst: The actielijst.
        vocab: Names of gemeenten and netbeheerders.
        per: The roles that get a workbook of their own; `Rol.PROVINCIE` never does.
    """
    rollen: dict[str, set[Rol]] = {}
    fiches: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for fiche in actielijst.fiches:
        for naam, rol in _involved(fiche, vocab, actielijst.provincie):
            if rol in per and is_naam(naam):
                key = fold(naam)
                names.setdefault(key, naam)
                rollen.setdefault(key, set()).add(rol)
                known = fiches.setdefault(key, [])
                if fiche.fiche_id not in known:
                    known.append(fiche.fiche_id)
    return tuple(
        Partij(naam=names[key], rollen=frozenset(rollen[key]), fiches=tuple(fiches[key]))
        for key in sorted(names)
    )


def no_naam(
    actielijst: Actielijst, vocab: Vocabulary, *, per: Collection[Rol]
) -> tuple[tuple[str, str], ...]:
    """Return what stands where a party is named, but is no name: (fiche id, text), each once."""
    texts = (
        (fiche.fiche_id, naam)
        for fiche in actielijst.fiches
        for naam, rol in _involved(fiche, vocab, actielijst.provincie)
        if rol in per and not is_naam(naam)
    )
    return tuple(dict.fromkeys(texts))


def is_naam(text: str) -> bool:
    """Tell whether a text can be the name of a party: it has a letter or digit, and is no story."""
    return len(text) <= _MOST and any(letter.isalnum() for letter in text)


def _involved(fiche: Fiche, vocab: Vocabulary, provincie: str) -> Iterator[tuple[str, Rol]]:
    project = fiche.project
    for naam in vocab.find_gemeenten(project.text("gemeente"), provincie).found:
        yield f"Gemeente {naam}", Rol.GEMEENTE
    found = vocab.netbeheerders.find(project.text("netbeheerder"))
    for naam in (*found.found, *found.unknown):
        yield naam, Rol.NETBEHEERDER
    trekkers = [afspraak["trekker"].text for afspraak in project.afspraken if "trekker" in afspraak]
    for naam in _organisations((*trekkers, project.text("monitoring_trekker")), vocab, provincie):
        yield naam, Rol.TREKKER


def _organisations(texts: Iterable[str], vocab: Vocabulary, provincie: str) -> Iterator[str]:
    """The trekkers in these texts; roles and the province itself are no organisation to send a file to."""
    for name in (name for text in texts for name in trekkers(text, vocab, provincie)):
        if fold(name) not in _ROLWOORDEN and not fold(name).startswith("provincie"):
            yield name


def trekkers(text: str, vocab: Vocabulary, provincie: str) -> tuple[str, ...]:
    """Take trekkers apart on '/', each by its official name; the first one is the main trekker.

    A role (`netbeheerder`) or an unknown organisation stays as it was written; n.v.t. and n.t.b. are nobody.

    Args:
        text: The cell.
        vocab: Names of gemeenten and netbeheerders.
        provincie: Decides an ambiguous name such as Bergen; `provincie` alone means this one.
    """
    parts = (part.strip() for part in re.split(r"[/;\n]", text))
    found = (_official(p, vocab, provincie) for p in parts if p and not is_nvt(p) and not is_onbekend(p))
    return tuple(dict.fromkeys(found))


def is_role(naam: str) -> bool:
    """Tell whether a trekker is named by a role (`netbeheerder`), so that it is no party to write to."""
    return fold(naam) in _ROLWOORDEN


def _official(part: str, vocab: Vocabulary, provincie: str) -> str:
    if fold(part) in ("provincie", fold(f"provincie {provincie}")):
        return f"Provincie {provincie}"
    if fold(part) in _ROLWOORDEN:
        return fold(part)
    known = vocab.netbeheerders.find(part)
    if known.found and not known.unknown:
        return known.found[0]
    gemeenten = vocab.find_gemeenten(re.sub(r"(?i)^gemeente\s+", "", part), provincie)
    if len(gemeenten.found) == 1 and not gemeenten.unknown:
        return f"Gemeente {gemeenten.found[0]}"
    return part
