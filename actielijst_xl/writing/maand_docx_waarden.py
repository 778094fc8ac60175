"""What a Word template of the monthly extract may show: a value per name, texts and lists of rows.

The names are what a province types in its template (`{{ provincie }}`), so they never change; all of them
stand in the manual, and a test compares.
"""

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence

from actielijst_xl.model.maand import AfspraakRij, MonitoringRij, ProjectDeel, ProjectRij
from actielijst_xl.model.maand_cijfers import Kerncijfer
from actielijst_xl.model.maand_extract import Extract, IbnJaar, IbnVeld, Verschuiving, Vraag, Wijziging
from actielijst_xl.model.vocab import Oordeel, Projectfase, Vervolg
from actielijst_xl.writing.maand_bladen import titel_provincie
from actielijst_xl.writing.maand_energyboard import changes_on_page, reden, toen_kop, vergeleken, verschil
from actielijst_xl.writing.maand_tekst import lange_datum, maand_woorden

Rij = dict[str, str | int]
Waarde = str | int | bool | tuple[Rij, ...]

TOP = 4
"""Rows per table on the one-pager; `alle_...` holds them all."""

KORT = 80
"""Characters of a text on the one-pager; those in narrow columns are shorter."""

_KORTER = {
    "naam": 55,
    "trekker": 45,
    "bron": 45,
    "was": 30,
    "nu": 30,
    "planning": 30,
    "status": 30,
    "ibn": 20,
}

JAREN = 9
"""Years beside each other in the table of the one-pager."""

LEEG = "–"

# Behind the word of the oordeel, for who wants it in a template; the word always stands there too.
_KLEUREN = {"Op schema": "DCEFE1", "Aandacht": "FDECCF", "Knelpunt": "F9DAD7", "Onbekend": "E6E9ED"}


def energyboard_waarden(extract: Extract) -> dict[str, Waarde]:
    """The values for the one-pager Energyboard."""
    lists = {
        "vragen": tuple(_vraag(extract, vraag) for vraag in extract.vragen),
        "veranderd": (*_verschuivingen(extract), *_wijzigingen(extract)),
        "te_laat": tuple(_te_laat(extract, afspraak) for afspraak in extract.te_laat),
    }
    values: dict[str, Waarde] = {
        **_algemeen(extract),
        "toen": toen_kop(extract),
        "kerncijfers": tuple(_kerncijfer(k) for k in extract.kerncijfers if k.definitie.kop),
        "alle_kerncijfers": tuple(_kerncijfer(k) for k in extract.kerncijfers),
        "ibn_jaren": tuple(_ibn_jaren(extract)),
    }
    for name, rows in lists.items():
        values[name] = tuple(map(_kort, rows[:TOP]))
        values[f"alle_{name}"] = rows
        values[f"rest_{name}"] = max(0, len(rows) - TOP)
    return values


def hoofddocument_waarden(extract: Extract) -> dict[str, Waarde]:
    """The values for the Hoofddocument: the parts that the handreiking asks for (stap 3), and the fiches."""
    nu = extract.nu
    zonder = tuple(p for p in nu.projecten if p.zonder_locatie)
    monitoring = {row.project: row for row in nu.monitoring}
    return {
        **_algemeen(extract),
        "aantal_projecten": len(nu.projecten),
        "aantal_fiches": len(nu.projecten) - len(zonder),
        "aantal_zonder_locatie": len(zonder),
        "typen": tuple(_typen(nu.projecten)),
        "routes": tuple(_routes(nu.projecten)),
        "ibn_jaren": tuple(_jaren(nu.monitoring)),
        "antwoorden": tuple(_antwoorden(extract)),
        "terugblik_goed": _antwoord(extract, "terugblik_goed"),
        "terugblik_beter": _antwoord(extract, "terugblik_beter"),
        "nmiek": _antwoord(extract, "nmiek"),
        "zonder_locatie": tuple(_zonder_locatie(extract, p) for p in zonder),
        "fiches": tuple(
            _fiche(extract, p, monitoring.get(p.project)) for p in nu.projecten if not p.zonder_locatie
        ),
    }


def _algemeen(extract: Extract) -> dict[str, Waarde]:
    nu = extract.nu
    return {
        "titel": titel_provincie(extract),
        "provincie": nu.provincie,
        "maand": nu.naam,
        "stand": lange_datum(nu.peildatum),
        "uitgave": ", ".join(dict.fromkeys(bron.uitgave for bron in nu.actielijsten)),
        "vergeleken": vergeleken(extract),
        "eerste_keer": extract.vergelijk is None,
        "landelijk": len(nu.provincies) > 1,
        "met_namen": nu.met_namen,
    }


def _kerncijfer(cijfer: Kerncijfer) -> Rij:
    return {
        "naam": cijfer.definitie.label,
        "nu": _getal(cijfer.nu),
        "toen": _getal(cijfer.toen),
        "verschil": verschil(cijfer),
        "oordeel": cijfer.oordeel,
        "begin": _getal(cijfer.eerste),
    }


def _getal(number: int | None) -> str | int:
    return LEEG if number is None else number


def _ibn_jaren(extract: Extract) -> Iterable[Rij]:
    """The years as they stand beside each other: what is far off stands together as 'eerder' and 'later'."""
    known = [jaar for jaar in extract.ibn_per_jaar if jaar.jaar]
    without = [jaar for jaar in extract.ibn_per_jaar if not jaar.jaar]
    first = 0
    if len(known) > JAREN:
        later = sum(jaar.jaar < extract.nu.peildatum.year for jaar in known if jaar.jaar)
        first = min(later, len(known) - JAREN)
    last = first + JAREN
    parts: list[tuple[str | int, Sequence[IbnJaar]]] = [
        ("eerder", known[:first]),
        *((jaar.jaar or 0, [jaar]) for jaar in known[first:last]),
        ("later", known[last:]),
        ("geen jaar", without),
    ]
    for label, jaren in parts:
        if jaren:
            now = sum(jaar.nu for jaar in jaren)
            then = None if jaren[0].toen is None else sum(jaar.toen or 0 for jaar in jaren)
            yield {"jaar": label, "nu": now or LEEG, "toen": then or LEEG}


def _kort(row: Rij) -> Rij:
    return {
        key: _shortened(value, _KORTER.get(key, KORT)) if isinstance(value, str) else value
        for key, value in row.items()
    }


def _shortened(text: str, most: int) -> str:
    """A text on one line of at most this many characters, cut at a word where it has one."""
    cut = textwrap.shorten(text, most, placeholder=" …")
    return cut if cut.strip() != "…" else f"{text.strip()[: most - 1]}…"


def _project(extract: Extract, rij: ProjectDeel) -> Rij:
    landelijk = len(extract.nu.provincies) > 1
    return {
        "project": f"{rij.project_id} {rij.provincie}" if landelijk else rij.project_id,
        "naam": rij.projectnaam,
        "provincie": rij.provincie,
    }


def _vraag(extract: Extract, vraag: Vraag) -> Rij:
    return {
        **_project(extract, vraag),
        "oordeel": vraag.oordeel or LEEG,
        "kleur": _KLEUREN.get(vraag.oordeel, "FFFFFF"),
        "ibn": vraag.haalbaarheid_ibn or LEEG,
        "sinds": maand_woorden(f"{vraag.sinds:%Y-%m}") if vraag.dagen_open else "nieuw",
        "dagen": vraag.dagen_open,
        "vraag": vraag.vraag,
        "trekker": vraag.monitoring_trekker or LEEG,
        "actie": vraag.versnellingsactie or LEEG,
    }


def _verschuivingen(extract: Extract) -> Iterable[Rij]:
    shifts: Sequence[Verschuiving] = (
        extract.verschuivingen_begin if extract.vergelijk is None else extract.verschuivingen
    )
    for shift in sorted(shifts, key=lambda shift: shift.veld is not IbnVeld.HAALBAAR):
        yield {
            **_project(extract, shift),
            "was": shift.was or "leeg",
            "nu": shift.wordt or "leeg",
            "verschil": shift.verschil_tekst,
            "wat": "IBN haalbaar" if shift.veld is IbnVeld.HAALBAAR else "IBN afgesproken",
            "reden": shift.reden,
            "bron": shift.bron,
        }


def _wijzigingen(extract: Extract) -> Iterable[Rij]:
    def row(change: Wijziging) -> Rij:
        whole = not change.veld
        return {
            **_project(extract, change),
            "was": LEEG if whole else change.was or "leeg",
            "nu": LEEG if whole else change.wordt or "leeg",
            "verschil": LEEG,
            "wat": change.soort.value if whole else change.veld_label,
            "reden": reden(extract, change),
            "bron": change.bron,
        }

    return map(row, changes_on_page(extract.wijzigingen))


def _te_laat(extract: Extract, afspraak: AfspraakRij) -> Rij:
    return {
        **_project(extract, afspraak),
        "afspraak": afspraak.afspraak_nr,
        "activiteit": afspraak.activiteit,
        "planning": afspraak.planning,
        "weken": "< 1" if not afspraak.weken_te_laat else afspraak.weken_te_laat,
        "status": afspraak.status or LEEG,
        "trekker": afspraak.trekker or LEEG,
        "voortgang": afspraak.voortgang or LEEG,
    }


def _typen(projecten: Sequence[ProjectRij]) -> Iterable[Rij]:
    """Type infra by fase, with a total below; two spellings that differ in case are one type."""
    spelled = {p.type_infra.casefold(): p.type_infra for p in reversed(projecten)}
    counts = Counter((p.type_infra.casefold(), p.projectfase) for p in projecten)
    for key in sorted(spelled, key=lambda key: (not key, key)):
        yield _fasen(spelled[key] or "(niet ingevuld)", {f: counts[key, f.value] for f in Projectfase})
    totals = Counter(p.projectfase for p in projecten)
    yield _fasen("Totaal", {f: totals[f.value] for f in Projectfase})


def _fasen(label: str, counts: dict[Projectfase, int]) -> Rij:
    return {
        "type": label,
        "verkenning": counts[Projectfase.VERKENNING] or LEEG,
        "planuitwerking": counts[Projectfase.PLANUITWERKING] or LEEG,
        "project": counts[Projectfase.PROJECT] or LEEG,
        "realisatie": counts[Projectfase.REALISATIE] or LEEG,
        "totaal": sum(counts.values()),
    }


def _routes(projecten: Sequence[ProjectRij]) -> Iterable[Rij]:
    counts = Counter(p.vervolg for p in projecten)
    for route in Vervolg:
        yield {"route": route.value, "aantal": counts.pop(route.value, 0)}
    if rest := sum(counts.values()):
        yield {"route": "(niet ingevuld)", "aantal": rest}


def _jaren(monitoring: Sequence[MonitoringRij]) -> Iterable[Rij]:
    """Feasible IBN per year by oordeel; a project without a last year stands in the row 'geen jaar'."""
    found = Counter(
        (row.haalbaar_laatste.year if row.haalbaar_laatste else 0, row.oordeel or Oordeel.ONBEKEND.value)
        for row in monitoring
    )
    years = {year for year, _ in found}
    for year in sorted(years, key=lambda year: (year == 0, year)):
        counts = {o: found[year, o.value] for o in Oordeel}
        yield {
            "jaar": year or "geen jaar",
            **{o.name.lower(): count or LEEG for o, count in counts.items()},
            "totaal": sum(counts.values()),
        }


def _antwoorden(extract: Extract) -> Iterable[Rij]:
    for tekst in extract.nu.hoofddocument:
        yield {"provincie": tekst.provincie, "veld": tekst.veld, "tekst": tekst.tekst}


def _antwoord(extract: Extract, veld: str) -> str:
    """The answer to a question of the Hoofddocument; over several provinces with its name before it."""
    found = [tekst for tekst in extract.nu.hoofddocument if tekst.veld == veld]
    if len(extract.nu.provincies) == 1:
        return "\n".join(tekst.tekst for tekst in found) or LEEG
    return "\n".join(f"{tekst.provincie}: {tekst.tekst}" for tekst in found) or LEEG


def _zonder_locatie(extract: Extract, project: ProjectRij) -> Rij:
    return {
        **_project(extract, project),
        "type_infra": project.type_infra or LEEG,
        "energiedrager": project.energiedrager or LEEG,
        "netbeheerder": project.netbeheerder or LEEG,
        "vervolg": project.vervolg or LEEG,
    }


def _fiche(extract: Extract, project: ProjectRij, monitoring: MonitoringRij | None) -> Rij:
    return {
        **_zonder_locatie(extract, project),
        "gemeente": project.gemeente or LEEG,
        "fase": project.projectfase or LEEG,
        "bevoegd_gezag": project.bevoegd_gezag or LEEG,
        "ibn": project.ibn or LEEG,
        "haalbaar": (monitoring.haalbaarheid_ibn if monitoring else "") or LEEG,
        "oordeel": (monitoring.oordeel if monitoring else "") or LEEG,
        "kleur": _KLEUREN.get(monitoring.oordeel if monitoring else "", "FFFFFF"),
        "open": project.afspraken_open or LEEG,
        "te_laat": project.afspraken_te_laat or LEEG,
    }
