"""Checking a list: one rule per test, each with the smallest list that breaks it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from actielijst_xl.checking.check import check_lijst
from actielijst_xl.checking.codes import Code, severity_of
from actielijst_xl.messages import MESSAGES
from actielijst_xl.messages.valideren import OFFICIEEL
from actielijst_xl.model.address import address
from actielijst_xl.model.document import Column, Lijst, Project, Scalar, Source, Value
from actielijst_xl.model.fields import Field, Fields, Soort, Tabel
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.templates import load_vocabulary

DAY = date(2026, 11, 20)
FIELDS = Fields()
# One column per field: A = project_id, B = projectnaam, ... in the order of the table of fields.
KEYS = tuple(field.key for field in FIELDS.all if field.tabel is not Tabel.HOOFDDOCUMENT)
AFSPRAAK_KEYS = frozenset(field.key for field in FIELDS.of(Tabel.AFSPRAAK))
GOOD: dict[str, Scalar] = {
    "project_id": "P1",
    "projectnaam": "Nieuw station",
    "projectfase": "Planuitwerkingsfase",
    "gemeente": "Lelystad",
}


def cell(key: str, row: int = 2) -> str:
    return address(row - 1, KEYS.index(key))


def lijst(
    *rows: Mapping[str, Scalar], columns: Sequence[str] = KEYS, base: Mapping[str, Scalar] = GOOD
) -> Lijst:
    """One project per row, from row 2 on: a good project with changes (None = blank)."""
    projects = []
    for number, changes in enumerate(rows, start=2):
        given = {"project_id": f"P{number}"} if number > 2 else {}
        values = {
            key: Value(raw=raw, source=Source(sheet="Lijst", cell=cell(key, number)))
            for key, raw in (dict(base) | given | dict(changes)).items()
            if raw is not None
        }
        afspraak = {key: value for key, value in values.items() if key in AFSPRAAK_KEYS}
        projects.append(
            Project(
                source=Source(sheet="Lijst", cell=f"A{number}"),
                values={key: value for key, value in values.items() if key not in AFSPRAAK_KEYS},
                afspraken=(afspraak,) if afspraak else (),
            )
        )
    heads = tuple(
        Column(cell=cell(key, 1), kop=FIELDS[key].label, field=key, how="label", values=1) for key in columns
    )
    return Lijst(file="lijst.xlsx", sheet="Lijst", projects=tuple(projects), columns=heads)


def check(
    *rows: Mapping[str, Scalar], provincie: str = "Voorbeeldland", fields: Fields = FIELDS, **how
) -> tuple[Finding, ...]:
    return check_lijst(
        lijst(*rows, **how), fields=fields, vocab=load_vocabulary(), provincie=provincie, peildatum=DAY
    )


def found(*rows: Mapping[str, Scalar], **how) -> list[tuple[Code, str]]:
    """(code, cell) of every finding."""
    return [(Code(finding.code), finding.cell) for finding in check(*rows, **how)]


# --- integrity -------------------------------------------------------------------------------------


def test_a_good_project_gives_no_findings():
    assert found({}) == []


def test_a_list_without_projects_is_no_list():
    assert found() == [(Code.GEEN_PROJECTEN, "")]


@pytest.mark.parametrize("key", ["project_id", "projectnaam", "projectfase"])
def test_without_a_needed_column_nothing_else_is_checked(key):
    columns = [other for other in KEYS if other != key]
    assert found({key: None, "ibn": "soon"}, columns=columns) == [(Code.KOLOM_ONTBREEKT, "")]


def test_what_the_reader_said_about_a_missing_column_is_not_repeated():
    given = lijst({"projectfase": None}, columns=["project_id", "projectnaam"])
    told = Finding(code="XA-L003", severity=Severity.FOUT, details={"veld": "Projectfase"})
    told_list = replace(given, findings=(told,))
    findings = check_lijst(told_list, fields=FIELDS, vocab=load_vocabulary(), provincie="", peildatum=DAY)
    assert findings == ()


def test_a_field_that_came_from_a_split_cell_needs_no_column_of_its_own():
    assert found({}, columns=[key for key in KEYS if key != "projectnaam"]) == []


# --- rule 1: the number ----------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [None, "n.t.b.", "-", "n.v.t."])
def test_a_project_has_a_number(raw):
    assert found({"project_id": raw}) == [(Code.NUMMER_ONTBREEKT, "A2")]


@pytest.mark.parametrize(
    ("one", "other"), [("C.3.", " C.3\u00a0"), ("NH-012", "nh-012"), (12, "12"), ("1.1", 1.1)]
)
def test_two_numbers_that_differ_in_form_only_are_the_same(one, other):
    numbers = [
        hit for hit in found({"project_id": one}, {"project_id": other}) if hit[0] is Code.NUMMER_DUBBEL
    ]
    assert numbers == [(Code.NUMMER_DUBBEL, "A3")]


def test_the_second_of_two_equal_numbers_names_the_first():
    (finding,) = check({"project_id": "A"}, {}, {"project_id": "A"})
    assert (finding.cell, finding.details["eerste"]) == ("A4", "A2")


def test_a_number_merged_over_two_rows_is_reported_at_the_second_row():
    one = lijst({}, {"project_id": "P1"})
    first, second = one.projects
    merged = {**second.values, "project_id": first.values["project_id"]}
    book = replace(
        one, projects=(first, replace(second, values=merged, source=Source(sheet="Lijst", cell="D3")))
    )
    findings = check_lijst(book, fields=FIELDS, vocab=load_vocabulary(), provincie="", peildatum=DAY)
    assert [(f.code, f.cell) for f in findings] == [(Code.NUMMER_SAMENGEVOEGD, "D3")]
    assert "P1" in findings[0].text


def test_a_missing_trekker_is_marked_beside_its_own_afspraak():
    heads = {"C": "activiteit", "D": "trekker", "E": "activiteit", "F": "trekker"}
    columns = tuple(
        Column(cell=f"{at}1", kop=key, field=key, how="label", values=1) for at, key in heads.items()
    )
    when = Value(raw="2030")
    afspraken = tuple(
        {"activiteit": Value(raw="x", source=Source(sheet="Lijst", cell=f"{at}2")), "planning": when}
        for at in "CE"
    )
    one = lijst({})
    book = replace(
        one, projects=(replace(one.projects[0], afspraken=afspraken),), columns=one.columns[:4] + columns
    )
    findings = check_lijst(book, fields=FIELDS, vocab=load_vocabulary(), provincie="", peildatum=DAY)
    assert [(f.code, f.cell) for f in findings] == [
        (Code.AFSPRAAK_ZONDER_TREKKER, "D2"),
        (Code.AFSPRAAK_ZONDER_TREKKER, "F2"),
    ]


def test_a_missing_activiteit_is_marked_where_its_own_afspraak_begins():
    heads = {"C": "activiteit", "D": "trekker", "E": "activiteit", "F": "trekker", "G": "activiteit"}
    columns = tuple(
        Column(cell=f"{at}1", kop=key, field=key, how="label", values=1) for at, key in heads.items()
    )
    afspraak = {
        "trekker": Value(raw="x", source=Source(sheet="Lijst", cell="F2")),
        "planning": Value(raw="2030"),
    }
    one = lijst({})
    project = replace(one.projects[0], afspraken=(afspraak,))
    book = replace(one, projects=(project,), columns=one.columns[:4] + columns)
    findings = check_lijst(book, fields=FIELDS, vocab=load_vocabulary(), provincie="", peildatum=DAY)
    assert [(f.code, f.cell) for f in findings] == [(Code.AFSPRAAK_ZONDER_ACTIVITEIT, "E2")]


def test_missing_numbers_are_no_duplicates_of_each_other():
    codes = {code for code, _ in found({"project_id": None}, {"project_id": None})}
    assert codes == {Code.NUMMER_ONTBREEKT}


def test_a_date_is_no_number():
    assert found({"project_id": date(2026, 3, 1)}) == [(Code.NUMMER_IS_DATUM, "A2")]


def test_a_number_with_decimals_may_have_lost_a_zero():
    (finding,) = check({"project_id": 1.1})
    assert (finding.code, finding.severity, finding.hint) == (
        Code.NUMMER_IS_GETAL,
        Severity.WAARSCHUWING,
        "1.1 of 1.10",
    )


@pytest.mark.parametrize("raw", [12, 12.0, "1.10", "A", "C.3."])
def test_whole_numbers_and_texts_are_fine_numbers(raw):
    assert found({"project_id": raw}) == []


def test_a_project_has_a_name():
    assert found({"projectnaam": None}) == [(Code.NAAM_ONTBREEKT, "B2")]


# --- rule 2: the phase, and the other closed lists -------------------------------------------------


def test_an_unknown_phase_comes_with_the_phase_that_it_looks_like():
    (finding,) = check({"projectfase": "Planuitwerkingsfaze"})
    assert (finding.code, finding.cell, finding.hint) == (
        Code.FASE_ONBEKEND,
        cell("projectfase"),
        "Planuitwerkingsfase",
    )


def test_a_phase_that_looks_like_none_comes_with_all_four():
    (finding,) = check({"projectfase": "xyz"})
    assert finding.hint == "Verkenningsfase, Planuitwerkingsfase, Projectfase of Realisatiefase"


@pytest.mark.parametrize("phase", ["planvorming", "PROJECT ", "realisatie"])
def test_another_name_of_a_phase_is_accepted(phase):
    assert found({"projectfase": phase, "ibn": 2030}) == []


def test_a_project_has_a_phase():
    assert found({"projectfase": None}) == [(Code.FASE_ONTBREEKT, cell("projectfase"))]


@pytest.mark.parametrize("key", ["vervolg", "herkomst", "in_ip", "oordeel", "status"])
def test_a_value_outside_a_closed_list_is_an_error(key):
    extra = {"activiteit": "x", "trekker": "y", "planning": 2027} if key == "status" else {}
    assert found({key: "onzin", **extra}) == [(Code.KEUZE_ONBEKEND, cell(key))]


@pytest.mark.parametrize("raw", ["n.v.t.", "n.t.b."])
def test_nvt_and_ntb_are_answers_in_a_closed_list(raw):
    assert found({"in_ip": raw}) == []


def test_a_list_that_is_open_accepts_anything():
    assert found({"type_infra": "iets eigens", "type_project": "anders"}) == []


# --- rule 3 and 7: gemeenten -----------------------------------------------------------------------


@pytest.mark.parametrize("raw", [None, "n.t.b.", "onbekend"])
def test_a_concrete_project_lies_somewhere(raw):
    assert found({"gemeente": raw}) == [(Code.GEMEENTE_ONTBREEKT, cell("gemeente"))]


def test_a_verkenning_may_be_without_location():
    assert found({"gemeente": None, "projectfase": "verkenning"}) == []


def test_without_a_gemeente_column_each_concrete_row_is_still_named():
    columns = [key for key in KEYS if key != "gemeente"]
    hits = found({"gemeente": None}, {"gemeente": None}, columns=columns)
    assert hits == [(Code.GEMEENTE_ONTBREEKT, "A2"), (Code.GEMEENTE_ONTBREEKT, "A3")]


def test_each_unknown_gemeente_is_named_with_what_it_looks_like():
    findings = check({"gemeente": "Lelystat; Zeewolde; Almeere"})
    assert [(f.code, f.details["naam"], f.hint.split(" of ")[0]) for f in findings] == [
        (Code.GEMEENTE_ONBEKEND, "Lelystat", "Lelystad"),
        (Code.GEMEENTE_ONBEKEND, "Almeere", "Almere"),
    ]


def test_a_gemeente_of_the_province_is_suggested_before_others():
    (finding,) = check({"gemeente": "Almeere"}, provincie="Flevoland")
    assert finding.hint == "Almere"


def test_an_unknown_gemeente_is_not_also_a_missing_one():
    assert found({"gemeente": "Xyzzy"}) == [(Code.GEMEENTE_ONBEKEND, cell("gemeente"))]


@pytest.mark.parametrize("key", ["gemeente", "provincie"])
def test_a_name_that_looks_like_none_comes_with_what_to_do(key):
    (finding,) = check({key: "Xyzzy"})
    assert finding.details["advies"] == OFFICIEEL


def test_an_ambiguous_gemeente_comes_with_its_candidates():
    (finding,) = check({"gemeente": "Bergen"})
    assert finding.code == Code.GEMEENTE_DUBBELZINNIG
    assert set(finding.hint.split(" of ")) == {"Bergen (L.)", "Bergen (NH.)"}


def test_the_province_of_the_list_decides_an_ambiguous_gemeente():
    assert found({"gemeente": "Bergen"}, provincie="Limburg") == [
        (Code.GEMEENTE_ANDERS_GESCHREVEN, cell("gemeente"))
    ]


def test_the_province_of_the_project_decides_an_ambiguous_gemeente():
    hits = found({"gemeente": "Bergen", "provincie": "Noord-Holland"})
    assert hits == [(Code.GEMEENTE_ANDERS_GESCHREVEN, cell("gemeente"))]


def test_an_old_name_of_a_gemeente_is_told():
    (finding,) = check({"gemeente": "Weesp"})
    assert (finding.severity, finding.hint) == (Severity.MELDING, "Amsterdam")


def test_a_gemeente_outside_the_province_is_worth_a_look():
    hits = found({"gemeente": "Lelystad; Zwolle"}, provincie="Flevoland")
    assert hits == [(Code.GEMEENTE_BUITEN_PROVINCIE, cell("gemeente"))]


def test_a_project_may_name_a_second_province():
    assert found({"gemeente": "Lelystad; Zwolle", "provincie": "Overijssel"}, provincie="Flevoland") == []


def test_a_fictitious_province_has_no_outside():
    assert found({"gemeente": "Lelystad; Zwolle", "provincie": "Voorbeeldland"}) == []


def test_an_unknown_province_is_worth_a_look():
    assert found({"provincie": "Flevolant"}) == [(Code.PROVINCIE_ONBEKEND, cell("provincie"))]


# --- netbeheerders ---------------------------------------------------------------------------------


def test_a_netbeheerder_that_looks_like_a_known_one_is_worth_a_look():
    (finding,) = check({"netbeheerder": "Liandre"})
    assert (finding.code, finding.hint) == (Code.NETBEHEERDER_LIJKT_OP, "Liander")


def test_a_netbeheerder_with_another_word_is_suggested_by_its_first_word():
    (finding,) = check({"netbeheerder": "LIANDER NETBEHEER"})
    assert finding.hint == "Liander"


def test_an_invisible_character_in_a_name_is_no_reason_to_warn():
    assert found({"netbeheerder": "Liander\u200b", "gemeente": "Lely\u00adstad"}) == []


@pytest.mark.parametrize("raw", ["Warmtebedrijf Kanaalstad", "TENNET / Liander N.V.", "n.v.t."])
def test_another_owner_of_a_net_is_fine(raw):
    assert found({"netbeheerder": raw}) == []


# --- rule 4: the investeringsplan ------------------------------------------------------------------


def test_not_in_an_ip_and_an_id_in_it_exclude_each_other():
    assert found({"in_ip": "Nee", "ip_id": "IP26-4"}) == [(Code.IP_NEE_MET_ID, cell("ip_id"))]


@pytest.mark.parametrize("ids", ["n.v.t.", "n.t.b.", "-", None])
def test_no_id_is_fine_when_it_is_not_in_an_ip(ids):
    assert found({"in_ip": "Nee", "ip_id": ids}) == []


@pytest.mark.parametrize("ids", [None, "n.t.b."])
def test_in_an_ip_without_an_id_is_worth_a_look(ids):
    assert found({"in_ip": "ja", "ip_id": ids}) == [(Code.IP_JA_ZONDER_ID, cell("ip_id"))]


@pytest.mark.parametrize("phase", ["Projectfase", "Realisatiefase"])
def test_a_late_phase_without_ip_is_worth_a_look(phase):
    assert found({"projectfase": phase, "in_ip": "Nee", "ibn": 2030}) == [
        (Code.IP_NEE_IN_FASE, cell("in_ip"))
    ]


# --- rule 5: the IBN -------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["ibn", "haalbaarheid_ibn", "planning"])
def test_an_unreadable_period_is_an_error(key):
    extra = {"activiteit": "x", "trekker": "y"} if key == "planning" else {}
    assert found({key: "soon", **extra}) == [(Code.PERIODE_ONLEESBAAR, cell(key))]


def test_a_relative_period_is_worth_a_look():
    assert found({"ibn": "over circa 5 jaar"}) == [(Code.PERIODE_RELATIEF, cell("ibn"))]


def test_a_year_in_a_date_cell_is_told():
    (finding,) = check({"ibn": date(1905, 7, 20)})
    assert (finding.code, finding.severity, finding.hint) == (Code.PERIODE_HERSTELD, Severity.MELDING, "2028")


@pytest.mark.parametrize("key", ["ibn", "haalbaarheid_ibn"])
def test_a_period_that_ends_before_it_begins_is_one_error(key):
    assert found({key: "2034-2019"}) == [(Code.PERIODE_OMGEKEERD, cell(key))]


@pytest.mark.parametrize("raw", [None, "n.t.b."])
def test_realisatie_has_an_ibn(raw):
    assert found({"projectfase": "Realisatiefase", "ibn": raw}) == [(Code.IBN_ONTBREEKT, cell("ibn"))]


def test_an_unreadable_ibn_is_not_also_a_missing_one():
    assert found({"projectfase": "Realisatiefase", "ibn": "soon"}) == [(Code.PERIODE_ONLEESBAAR, cell("ibn"))]


@pytest.mark.parametrize("raw", [2025, "uiterlijk Q3 2026", "19-11-2026"])
def test_an_ibn_in_the_past_is_worth_a_look(raw):
    assert found({"ibn": raw}) == [(Code.IBN_VOORBIJ, cell("ibn"))]


@pytest.mark.parametrize("raw", [2026, "20-11-2026", ">2020", "gereed 2024", "gereed"])
def test_an_ibn_that_is_not_past_or_ready_is_fine(raw):
    assert found({"ibn": raw}) == []


@pytest.mark.parametrize("raw", [2019, 2061, ">2061", "2058-2064"])
def test_an_ibn_outside_2020_to_2060_is_one_warning(raw):
    assert found({"ibn": raw}) == [(Code.IBN_BUITEN_BEREIK, cell("ibn"))]


@pytest.mark.parametrize("raw", [2060, "1-1-2020 t/m 2060", "n.v.t."])
def test_an_ibn_at_the_ends_of_that_range_is_inside(raw):
    assert found({"ibn": raw}) == []


# --- rule 6: afspraken -----------------------------------------------------------------------------


def test_an_afspraak_says_what():
    assert found({"trekker": "Liander", "planning": 2027}) == [
        (Code.AFSPRAAK_ZONDER_ACTIVITEIT, cell("activiteit"))
    ]


def test_an_afspraak_says_by_whom_and_when():
    assert found({"activiteit": "Overleg"}) == [
        (Code.AFSPRAAK_ZONDER_TREKKER, cell("trekker")),
        (Code.AFSPRAAK_ZONDER_PLANNING, cell("planning")),
    ]


# --- rule 8 and 9 ----------------------------------------------------------------------------------


def test_an_aandachtspunt_asks_for_an_action_and_a_trekker():
    assert found({"aandachtspunten": "Grond"}) == [
        (Code.AANDACHTSPUNT_ZONDER_ACTIE, cell("versnellingsactie")),
        (Code.AANDACHTSPUNT_ZONDER_TREKKER, cell("monitoring_trekker")),
    ]


@pytest.mark.parametrize("raw", ["geen", "n.v.t.", "-"])
def test_no_aandachtspunt_asks_for_nothing(raw):
    assert found({"aandachtspunten": raw}) == []


def test_the_route_uitvoeringsacties_has_afspraken():
    assert found({"vervolg": "Uitvoeringsacties"}) == [(Code.ROUTE_ZONDER_AFSPRAAK, cell("vervolg"))]


def test_afspraken_on_the_route_monitoring_are_worth_a_look():
    afspraak = {"activiteit": "x", "trekker": "y", "planning": 2027}
    assert found({"vervolg": "Monitoring", **afspraak}) == [(Code.ROUTE_MET_AFSPRAAK, cell("vervolg"))]


def test_herkomst_a_is_worth_a_look():
    assert found({"herkomst": "A"}) == [(Code.HERKOMST_A, cell("herkomst"))]


# --- other kinds, order, once ----------------------------------------------------------------------


@pytest.mark.parametrize(("raw", "right"), [("18-11-2026", True), (DAY, True), ("nov 2026", False)])
def test_a_day_is_a_day(raw, right):
    assert found({"bijgewerkt_op": raw}) == (
        [] if right else [(Code.DATUM_ONLEESBAAR, cell("bijgewerkt_op"))]
    )


@pytest.mark.parametrize(("raw", "right"), [(5, True), ("1.234,50", True), (0.5, True), ("veel", False)])
def test_an_extra_field_is_checked_by_its_kind(raw, right):
    extra = Field(key="kosten", label="Kosten", tabel=Tabel.PROJECT, soort=Soort.GETAL, voorbeeld="5")
    fields = Fields([*FIELDS.all, extra])
    given = lijst({})
    values = {**given.projects[0].values, "kosten": Value(raw=raw, source=Source(sheet="Lijst", cell="AZ2"))}
    project = Project(source=given.projects[0].source, values=values)
    changed = Lijst(file="", sheet="Lijst", projects=(project,), columns=given.columns)
    findings = check_lijst(changed, fields=fields, vocab=load_vocabulary(), provincie="", peildatum=DAY)
    assert [(f.code, f.cell) for f in findings] == ([] if right else [(Code.GETAL_ONLEESBAAR, "AZ2")])


def test_errors_come_first_and_each_group_follows_the_cells():
    hits = check({"ibn": "over 5 jaar", "herkomst": "A"}, {"projectfase": "xyz"}, {"gemeente": "Xyzzy"})
    assert [(f.severity, f.cell) for f in hits] == [
        (Severity.FOUT, cell("projectfase", 3)),
        (Severity.FOUT, cell("gemeente", 4)),
        (Severity.WAARSCHUWING, cell("ibn", 2)),
        (Severity.WAARSCHUWING, cell("herkomst", 2)),
    ]


def test_a_relation_is_not_judged_in_a_cell_that_is_wrong_already():
    assert found({"gemeente": "Zwolle; Xyzzy"}, provincie="Flevoland") == [
        (Code.GEMEENTE_ONBEKEND, cell("gemeente"))
    ]


def test_what_all_rows_miss_for_want_of_a_column_is_told_once():
    columns = [key for key in KEYS if key not in ("ip_id", "activiteit")]
    rows = [{"in_ip": "Ja", "vervolg": "Uitvoeringsacties"}] * 3
    findings = check(*rows, columns=columns)
    assert [(f.code, f.cell, f.details["aantal"]) for f in findings] == [
        (Code.GEGEVEN_ZONDER_KOLOM, "", "3")
    ] * 2


def test_a_finding_says_where_it_is_and_what_stood_there():
    (finding,) = check({"ibn": "soon"})
    assert (finding.file, finding.sheet, finding.value, finding.hint) == (
        "lijst.xlsx",
        "Lijst",
        "soon",
        "2029 of Q3 2029",
    )
    assert finding.details["project"] == "P1"


def test_every_sentence_can_be_made():
    """Every code of the stage was found above at least once, or here; a missing detail raises."""
    rows = [
        {"project_id": None, "projectnaam": None, "projectfase": None, "gemeente": "Xyzzy; Bergen; Weesp"},
        {"project_id": date(2026, 3, 1), "projectfase": "x", "provincie": "x", "netbeheerder": "Liandre"},
        {"project_id": 1.1, "gemeente": "n.t.b.", "in_ip": "Nee", "ip_id": "4", "ibn": "soon"},
        {
            "project_id": 1.1,
            "gemeente": "Zwolle",
            "in_ip": "misschien",
            "ibn": "over 5 jaar",
            "herkomst": "A",
        },
        {"projectfase": "Realisatiefase", "in_ip": "nee", "aandachtspunten": "x", "vervolg": "Monitoring"},
        {"ibn": 2019, "haalbaarheid_ibn": 2025, "in_ip": "Ja", "vervolg": "Uitvoeringsacties"},
        {"ibn": "2034-2031", "haalbaarheid_ibn": date(1905, 7, 20), "bijgewerkt_op": "x", "status": "Loopt"},
        {"vervolg": "Monitoring", "resultaat": "x"},
    ]
    findings = [
        *check(*rows, provincie="Flevoland"),
        *check(),
        *check({"ip_id": None, "in_ip": "ja"}, columns=["project_id"]),
    ]
    findings += check({"projectfase": None}, columns=["project_id"])
    assert all(finding.text and "{" not in finding.text for finding in findings)
    assert {finding.code for finding in findings} == set(Code) - {
        Code.GETAL_ONLEESBAAR,
        Code.NUMMER_SAMENGEVOEGD,
    }


def test_every_code_has_a_sentence_and_every_sentence_a_code():
    ours = [code for code in MESSAGES if code.startswith("XA-V")]
    assert sorted(ours) == sorted(Code)
    assert all(severity_of(code) in Severity for code in Code)
