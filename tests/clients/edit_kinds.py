"""What officials do to an issued copy, and what a merge makes of it, kind by kind: the table is the test."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from flows import rondgang as r
from masters import master, project

from actielijst_xl.model.decisions import Key
from actielijst_xl.usecases.rondgang import Uitgegeven

NH1, NH2 = "NH-1 Station Noordkade", "NH-2 Kabel Zuid"
PROJECTS = (
    project(
        "NH-1",
        "Station Noordkade",
        rij=2,
        projectfase="Planuitwerkingsfase",
        gemeente="Lelystad",
        netbeheerder="Liander",
        type_infra="Nieuw station",
        ibn=2029,
        omschrijving="Nieuw station",
        doel="Ruimte voor wonen",
        locatie="Kade",
        haalbaarheid_ibn=2030,
        oordeel="Aandacht",
        aandachtspunten="Geen locatie",
        afspraken=(
            {"activiteit": "Projectbesluit maken", "trekker": r.LELYSTAD, "planning": date(2027, 2, 15)},
            {"activiteit": "Grond kopen", "trekker": "Liander", "planning": 2025, "status": "Loopt"},
            {"activiteit": "Vergunning vragen", "trekker": "Liander", "planning": "Q3 2027"},
            {"activiteit": "Buurt informeren", "trekker": r.LELYSTAD, "voortgang": "Brief is uit"},
        ),
    ),
    *r.PROJECTS[1:],
)
# The rows of the fiche NH-1: the header, four afspraken, eight spare rows, and what is typed below them.
HEAD, FIRST, SPARE, BELOW = 41, 42, 46, 54
V, A = r.veld, r.rij
APPLIED, REFUSED, CONFLICT = "overgenomen", "geweigerd", "conflict"
NOTHING: frozenset[str] = frozenset()


@cache
def issued() -> Uitgegeven:
    """The uitgifte of which copies are edited."""
    return r.issue(master(PROJECTS, own=r.SETTINGS))


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of edit.

    Attributes:
        what: What the official does.
        steps: Steps of `office_uno.py`; a field stands for its sheet and cell.
        counts: What becomes of the edits, by outcome.
        fields: What the master says afterwards where it differs from before.
        rows: New rows of afspraken: the fiche, and what they say.
        codes: The findings that tell a person, no others.
        loose: Texts outside the fields that the Logboek keeps.
        otherwise: What is other in a format that carries less, by format.
    """

    what: str
    steps: tuple[tuple[object, ...], ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[Key, object] = field(default_factory=dict)
    rows: tuple[tuple[str, Mapping[str, object]], ...] = ()
    codes: frozenset[str] = frozenset()
    loose: tuple[str, ...] = ()
    otherwise: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def typed(what: str, key: Key, text: str, value: object = None, **given: object) -> Kind:
    """A text typed in a field, taken over as `value`."""
    kept = text if value is None else value
    options = {"counts": {APPLIED: 1}, "fields": {key: kept}} | given
    return Kind(what=what, steps=(("type_in", key, text),), **options)


def nothing(what: str, *steps: tuple[object, ...], **given: object) -> Kind:
    """Something that leaves every field as it was."""
    return Kind(what=what, steps=steps, **given)


def free(sheet: str) -> tuple[object, ...]:
    """Taking the protection off: it has no password."""
    return ("unprotect", sheet)


TYPING = (
    typed("a text", V(1, "doel"), "Ruimte voor werk"),
    typed("a text with Dutch signs", V(1, "locatie"), "'s-Gravendeel – café ‘t Hoekje"),
    typed("a number", V(1, "ruimtegebruik"), "12", 12),
    typed("a Dutch number", V(1, "ruimtegebruik"), "1.234,50", 1234.5),
    typed("a percentage", V(1, "ruimtegebruik"), "15%", 0.15),
    typed("a date", A(1, 2, "planning"), "1-3-2028", date(2028, 3, 1)),
    typed("a date in words", A(1, 2, "planning"), "3 maart 2028", date(2028, 3, 3)),
    typed("a year", A(1, 2, "planning"), "2029", 2029),
    typed("a year over a date", A(1, 1, "planning"), "2029", 2029),
    typed("a quarter", A(1, 1, "planning"), "Q3 2027"),
    typed("a quarter in words", A(1, 1, "planning"), "derde kwartaal 2027"),
    typed("the day of the change", V(1, "bijgewerkt_op"), "18-11-2026", date(2026, 11, 18)),
    typed("not applicable", V(1, "doel"), "n.v.t."),
    typed("not known yet", A(1, 1, "planning"), "n.t.b."),
    typed("a question for the energyboard", V(1, "vraag_energyboard"), "Wie beslist?"),
    nothing("the same text again", ("type_in", V(1, "doel"), "Ruimte voor wonen")),
    nothing("the same text with blanks", ("type_in", V(1, "doel"), "  Ruimte  voor wonen ")),
    nothing("the same year again", ("type_in", A(1, 2, "planning"), "2025")),
    nothing("the same date otherwise", ("type_in", A(1, 1, "planning"), "15 februari 2027")),
    Kind(
        what="a word from the drop-down",
        steps=(("choose", A(1, 2, "status"), "Gereed"), ("choose", V(1, "oordeel"), "Knelpunt")),
        counts={APPLIED: 2},
        fields={A(1, 2, "status"): "Gereed", V(1, "oordeel"): "Knelpunt"},
    ),
    typed("a row that is off", A(1, 3, "status"), "Vervallen"),
    typed(
        "a word outside a closed list",
        A(1, 2, "status"),
        "Bijna",
        counts={REFUSED: 1},
        fields={},
        codes=frozenset({"XA-S013"}),
    ),
    typed(
        "no date",
        A(1, 1, "planning"),
        "als het lukt",
        counts={REFUSED: 1},
        fields={},
        codes=frozenset({"XA-S013"}),
    ),
    Kind(what="a cell emptied", steps=(("clear", V(1, "doel")),), counts={CONFLICT: 1}),
    typed("the word wissen", V(1, "doel"), "wissen", fields={V(1, "doel"): None}),
    Kind(
        what="line breaks",
        steps=(("type_lines", V(1, "doel"), ["Wonen", "Werken", "", "Water"]),),
        counts={APPLIED: 1},
        fields={V(1, "doel"): "Wonen\nWerken\n\nWater"},
    ),
    Kind(
        what="rich text",
        steps=(("type_rich", V(1, "doel"), "Ruimte voor wonen ", "en werken"),),
        counts={APPLIED: 1},
        fields={V(1, "doel"): "Ruimte voor wonen en werken"},
    ),
    nothing("rich text over the same words", ("type_rich", V(1, "doel"), "Ruimte voor ", "wonen")),
    Kind(
        what="a formula in a field",
        steps=(("formula", V(1, "ruimtegebruik"), "=3*4"), ("formula", V(1, "locatie"), '="Ka"&"de 2"')),
        counts={APPLIED: 2},
        fields={V(1, "ruimtegebruik"): 12, V(1, "locatie"): "Kade 2"},
    ),
    nothing(
        "a formula that fails",
        ("formula", V(1, "doel"), "=1/0"),
        codes=frozenset({"XA-S020"}),
        otherwise={"xls": {"counts": {CONFLICT: 1}, "codes": NOTHING}},  # such a file shows no errors: asked
    ),
    Kind(
        what="find and replace",
        steps=(
            free(NH1),
            ("replace_all", NH1, f"B{FIRST}:H{BELOW - 1}", "Liander", "Netbedrijf"),
        ),
        counts={APPLIED: 2},
        fields={A(1, 2, "trekker"): "Netbedrijf", A(1, 3, "trekker"): "Netbedrijf"},
    ),
    Kind(
        what="a cell cut and pasted in another field",
        steps=(("cut_to", NH1, "B16", "B37"),),
        counts={APPLIED: 1, CONFLICT: 1},
        fields={V(1, "monitoring_afspraken"): "Kade"},
    ),
    Kind(
        what="a cell copied to another field",
        steps=(("copy_to", NH1, "B16", "B37"),),
        counts={APPLIED: 1},
        fields={V(1, "monitoring_afspraken"): "Kade"},
    ),
    Kind(
        what="a cell filled down",
        steps=(("fill_down", NH1, f"C{FIRST}:C{FIRST + 2}"),),
        counts={APPLIED: 2},
        fields={A(1, 2, "trekker"): r.LELYSTAD, A(1, 3, "trekker"): r.LELYSTAD},
    ),
    Kind(
        what="a field of somebody else, with the protection off",
        steps=(free(NH1), ("type_in", V(1, "ibn"), "2035")),
        counts={REFUSED: 1},
        codes=frozenset({"XA-S012"}),
    ),
)

ROWS = (
    Kind(
        what="a spare row filled in",
        steps=(
            ("type_in", NH1, f"B{SPARE}", "Bellen"),
            ("choose", NH1, f"G{SPARE}", "Loopt"),
            ("type_in", NH1, f"F{SPARE}", "Q1 2027"),
        ),
        counts={APPLIED: 3},
        rows=(("nh-1", {"activiteit": "Bellen", "status": "Loopt", "planning": "Q1 2027"}),),
    ),
    Kind(
        what="a row typed below the table",
        steps=(free(NH1), ("type_in", NH1, f"B{BELOW}", "Onder de tabel")),
        counts={APPLIED: 1},
        rows=(("nh-1", {"activiteit": "Onder de tabel"}),),
    ),
    Kind(
        what="a row inserted in the table and filled in",
        steps=(
            free(NH1),
            ("insert_rows", NH1, FIRST + 1),
            ("type_in", NH1, f"B{FIRST + 1}", "Ertussen"),
            ("type_in", NH1, f"F{FIRST + 1}", "2028"),
        ),
        counts={APPLIED: 2},
        rows=(("nh-1", {"activiteit": "Ertussen", "planning": 2028}),),
    ),
    nothing("a row inserted and left blank", free(NH1), ("insert_rows", NH1, FIRST + 1)),
    nothing("rows inserted above the fields", free(NH1), ("insert_rows", NH1, 5, 3)),
    nothing("a row deleted", free(NH1), ("delete_rows", NH1, FIRST + 1), codes=frozenset({"XA-S029"})),
    nothing("the spare rows deleted", free(NH1), ("delete_rows", NH1, SPARE, 8)),
    nothing("the table sorted", free(NH1), ("sort", NH1, f"A{FIRST}:J{SPARE - 1}", 1, True)),
    Kind(
        what="the table sorted, then a row changed",
        steps=(
            free(NH1),
            ("sort", NH1, f"A{FIRST}:J{SPARE - 1}", 1, False),
            ("type_in", NH1, f"H{FIRST}", "Ingediend"),
        ),
        counts={APPLIED: 1},
        fields={A(1, 3, "voortgang"): "Ingediend"},
    ),
    nothing(
        "the columns sorted without their numbers",
        free(NH1),
        ("sort", NH1, f"B{FIRST}:H{SPARE - 1}", 0, True),
        codes=frozenset({"XA-S023"}),
    ),
    nothing(
        "the columns sorted with their numbers, without the hidden ones",
        free(NH1),
        ("sort", NH1, f"A{FIRST}:H{SPARE - 1}", 1, True),
        codes=frozenset({"XA-S022"}),
    ),
    Kind(
        what="a row copied over a spare row and changed",
        steps=(
            free(NH1),
            ("copy_to", NH1, f"A{FIRST + 1}:I{FIRST + 1}", f"A{SPARE}"),
            ("type_in", NH1, f"B{SPARE}", "Grond ruilen"),
        ),
        counts={APPLIED: 4},
        rows=(
            (
                "nh-1",
                {"activiteit": "Grond ruilen", "trekker": "Liander", "planning": 2025, "status": "Loopt"},
            ),
        ),
        codes=frozenset({"XA-S026"}),
    ),
    nothing("the table filtered", ("filter_on", NH1, f"A{HEAD}:H{SPARE - 1}", 2, "Liander")),
    Kind(
        what="the table filtered, then a row changed",
        steps=(
            ("type_in", A(1, 1, "voortgang"), "Gezien"),
            ("filter_on", NH1, f"A{HEAD}:H{SPARE - 1}", 2, "Liander"),
        ),
        counts={APPLIED: 1},
        fields={A(1, 1, "voortgang"): "Gezien"},
    ),
    nothing("rows grouped and folded", free(NH1), ("group_rows", NH1, f"A{FIRST}:A{FIRST + 2}")),
    nothing("Monitoring sorted", free("Monitoring"), ("sort", "Monitoring", "A7:N8", 0, False)),
)

COLUMNS = (
    nothing("a column inserted", free(NH1), ("insert_column", NH1, "C")),
    Kind(
        what="a column inserted with a header and texts",
        steps=(
            free(NH1),
            ("insert_column", NH1, "E"),
            ("type_in", NH1, f"E{HEAD}", "Eigen kolom"),
            ("type_in", NH1, f"E{FIRST}", "Mijn aantekening"),
        ),
        codes=frozenset({"XA-S021"}),
        loose=("Eigen kolom", "Mijn aantekening"),
    ),
    nothing("a column moved", free(NH1), ("move_column", NH1, "G", "C")),
    nothing("a column deleted", free(NH1), ("delete_column", NH1, "H"), codes=frozenset({"XA-S029"})),
    nothing("a column hidden", free(NH1), ("hide_column", NH1, "B")),
    nothing("columns of Monitoring moved", free("Monitoring"), ("move_column", "Monitoring", "J", "D")),
)

SHEETS = (
    nothing("a sheet renamed", ("rename_sheet", NH1, "Ons station")),
    nothing("a sheet moved", ("move_sheet", NH1, 7)),
    nothing("a sheet hidden", ("hide_sheet", NH2)),
    nothing("a sheet copied", ("copy_sheet", NH1, f"{NH1}_2", 5), codes=frozenset({"XA-L176"})),
    Kind(
        what="a sheet copied, and the copy changed",
        steps=(("copy_sheet", NH1, f"{NH1}_2", 5), ("type_in", f"{NH1}_2", "B11", "In de kopie")),
        counts={REFUSED: 1},
        codes=frozenset({"XA-L176", "XA-S014", "XA-S025"}),
    ),
    nothing("the hidden sheet deleted", ("delete_sheet", "_beheer")),
    nothing("the lists deleted", ("delete_sheet", "Keuzelijsten")),
    nothing("a fiche deleted", ("delete_sheet", NH2), codes=frozenset({"XA-S027"})),
    nothing("Monitoring deleted", ("delete_sheet", "Monitoring"), codes=frozenset({"XA-S110"})),
    Kind(
        what="an own sheet",
        steps=(("add_sheet", "Notities", {"A1": "Bellen met Urk", "B2": "17"}),),
        codes=frozenset({"XA-S021"}),
        loose=("Bellen met Urk", "17"),
    ),
    nothing(
        "a sheet of another party pasted in",
        ("paste_sheet", "urk", "NH-3 Station Haven", 3),
    ),
    Kind(
        what="a sheet of another party pasted in and changed",
        steps=(
            ("paste_sheet", "urk", "NH-3 Station Haven", 3),
            ("type_in", "NH-3 Station Haven", "B11", "Van Lelystad"),
        ),
        counts={REFUSED: 1},
        codes=frozenset({"XA-S011"}),
    ),
)

LOOKS = (
    nothing("other widths, colours and fonts", free(NH1), ("dress_up", NH1, f"A9:H{SPARE}")),
    nothing("a rule for colours", free(NH1), ("highlight", NH1, f"G{FIRST}:G{SPARE}", "Loopt")),
    nothing("panes, zoom and print area", free(NH1), ("view", NH1)),
    nothing("cells merged", free(NH1), ("merge_cells", NH1, f"B{SPARE}:D{SPARE}")),
    Kind(
        what="a note",
        steps=(("note", NH1, "B11", "Klopt dit doel nog?"),),
        codes=frozenset({"XA-S091"}),
        loose=("Klopt dit doel nog?",),
        otherwise={"xls": {"codes": frozenset({"XA-S094"}), "loose": ()}},
    ),
    Kind(
        what="loose text beside the fields",
        steps=(free(NH1), ("type_in", NH1, "F30", "Zie onze mail"), ("type_in", NH1, "A70", "Groet")),
        codes=frozenset({"XA-S021"}),
        loose=("Zie onze mail", "Groet"),
    ),
)

KINDS: Mapping[str, Kind] = {kind.what: kind for kind in (*TYPING, *ROWS, *COLUMNS, *SHEETS, *LOOKS)}
