"""Planning notations: what each one means, and what it never may become."""

import math
import re
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actielijst_xl.model.planning import Periode, Precisie, Soort, Zekerheid, parse_planning


def dagen(tekst: str) -> tuple[str, str]:
    """First and last day of '2027-07..2027-09', as ISO dates; '' is an open end."""
    van, _, tot = tekst.partition("..")
    return van, tot


def gelezen(value: object) -> tuple[str, str]:
    periode = parse_planning(value)
    assert periode.soort is Soort.PERIODE, f"{value!r} is {periode.soort}"
    return str(periode.eerste or ""), str(periode.laatste or "")


# --- the notations of the reference list, row by row ---

REFERENTIE = [
    # 2028,jaar | 2028 (getal) | 20-07-1905 / datumcel
    ("2028", "2028-01-01..2028-12-31"),
    (2028, "2028-01-01..2028-12-31"),
    (2028.0, "2028-01-01..2028-12-31"),
    ("20-07-1905", "2028-01-01..2028-12-31"),
    (date(1905, 7, 20), "2028-01-01..2028-12-31"),
    # jaarrange
    ("2030 – 2032", "2030-01-01..2032-12-31"),
    ("2031 – 2034", "2031-01-01..2034-12-31"),
    ("2029-2035", "2029-01-01..2035-12-31"),
    ("2027-2029", "2027-01-01..2029-12-31"),
    ("tussen 2026 en 2028", "2026-01-01..2028-12-31"),
    # open ends
    (">2031", "2032-01-01.."),
    ("na 2030", "2031-01-01.."),
    ("vanaf 2030", "2030-01-01.."),
    ("2030+", "2030-01-01.."),
    ("tot 2035", "..2035-12-31"),
    ("tot en met 2028", "..2028-12-31"),
    ("vóór 2030", "..2029-12-31"),
    # circa, hedge
    ("rond 2034", "2034-01-01..2034-12-31"),
    ("rond 2029", "2029-01-01..2029-12-31"),
    ("naar verwachting in 2027", "2027-01-01..2027-12-31"),
    # kwartaal
    ("Q3 2027", "2027-07-01..2027-09-30"),
    ("Q4 2025", "2025-10-01..2025-12-31"),
    ("eerste kwartaal van 2025", "2025-01-01..2025-03-31"),
    ("laatste kwartaal van 2025", "2025-10-01..2025-12-31"),
    # deelperioden
    ("Medio 2024", "2024-05-01..2024-08-31"),
    ("medio 2027", "2027-05-01..2027-08-31"),
    ("mid 2027", "2027-05-01..2027-08-31"),
    ("primo 2027", "2027-01-01..2027-04-30"),
    ("ultimo 2027", "2027-09-01..2027-12-31"),
    ("2028*", "2028-01-01..2028-12-31"),
    ("2028¹", "2028-01-01..2028-12-31"),
    ("Eind 2023", "2023-09-01..2023-12-31"),
    ("eind 2025", "2025-09-01..2025-12-31"),
    ("Najaar 2019 - begin 2021", "2019-09-01..2021-04-30"),
    ("Begin 2021 - eind 2021", "2021-01-01..2021-12-31"),
]
REFERENTIE_ZONDER_DATUM = [
    ("vierde kwartaal", Soort.RELATIEF),
    ("over circa 5 jaar", Soort.RELATIEF),
    ("ongeveer 5 jaar", Soort.RELATIEF),
    ("vanaf week 36", Soort.RELATIEF),
    ("in de komende x weken", Soort.RELATIEF),
    ("in de komende x maanden", Soort.RELATIEF),
    ("n.v.t.", Soort.NVT),
    ("n.t.b.", Soort.ONBEKEND),
    ("ntb", Soort.ONBEKEND),
    ("nnb", Soort.ONBEKEND),
    ("nog te bepalen", Soort.ONBEKEND),
    ("onbekend", Soort.ONBEKEND),
    ("?", Soort.ONBEKEND),
    ("-", Soort.ONBEKEND),
    ("gereed", Soort.AFGEROND),
    ("gerealiseerd", Soort.AFGEROND),
    ("in bedrijf", Soort.AFGEROND),
]


@pytest.mark.parametrize(("value", "verwacht"), REFERENTIE)
def test_every_datable_notation_of_the_reference_list(value: object, verwacht: str) -> None:
    assert gelezen(value) == dagen(verwacht)


@pytest.mark.parametrize(("value", "soort"), REFERENTIE_ZONDER_DATUM)
def test_every_other_notation_of_the_reference_list(value: str, soort: Soort) -> None:
    periode = parse_planning(value)
    assert (periode.soort, periode.eerste, periode.laatste, periode.precisie) == (soort, None, None, None)


# --- their relatives ---

PUBLIEK = [  # as printed on public project pages
    ("in 2026 voorzien", "2026-01-01..2026-12-31", Zekerheid.VERWACHT),
    ("in 2030 nodig", "2030-01-01..2030-12-31", Zekerheid.ZEKER),
    ("in 2025 afgerond", "2025-01-01..2025-12-31", Zekerheid.ZEKER),
    ("Verwachte ingebruikname in 2030", "2030-01-01..2030-12-31", Zekerheid.VERWACHT),
    ("Medio 2024: nieuwe kabel gereed", "2024-05-01..2024-08-31", Zekerheid.ZEKER),
    (">2031: Inbedrijfname", "2032-01-01..", Zekerheid.ZEKER),
    ("eind 2024/begin 2025", "2024-09-01..2025-04-30", Zekerheid.ZEKER),
    ("omstreeks 2030", "2030-01-01..2030-12-31", Zekerheid.CIRCA),
    ("tussen 2026 en 2028 / omstreeks 2030", "2026-01-01..2030-12-31", Zekerheid.CIRCA),
    ("naar verwachting rond 2030", "2030-01-01..2030-12-31", Zekerheid.CIRCA),
    ("2030?", "2030-01-01..2030-12-31", Zekerheid.CIRCA),
    ("IBN: 2028", "2028-01-01..2028-12-31", Zekerheid.ZEKER),
]


@pytest.mark.parametrize(("tekst", "verwacht", "zekerheid"), PUBLIEK)
def test_words_around_a_notation_colour_it(tekst: str, verwacht: str, zekerheid: Zekerheid) -> None:
    assert (gelezen(tekst), parse_planning(tekst).zekerheid) == (dagen(verwacht), zekerheid)


MOMENTEN = [
    ("2027-Q3 | 2027Q3 | K3 2027 | 3e kwartaal 2027 | derde kwartaal van 2027", "2027-07-01..2027-09-30"),
    (
        "Q3-2027 | q3/2027 | 3Q 2027 | kwartaal 3 2027 | kw. 3 2027 | het derde kwartaal 2027",
        "2027-07-01..2027-09-30",
    ),
    (
        "H1 2027 | 2027-H1 | eerste helft 2027 | 1e helft van 2027 | eerste halfjaar 2027",
        "2027-01-01..2027-06-30",
    ),
    ("H2 2027 | tweede helft van 2027 | 2e halfjaar 2027", "2027-07-01..2027-12-31"),
    ("begin 2027 | begin van het jaar 2027 | 2027 (begin)", "2027-01-01..2027-04-30"),
    ("halverwege 2027 | midden 2027", "2027-05-01..2027-08-31"),
    ("einde 2027 | eind van 2027", "2027-09-01..2027-12-31"),
    ("voorjaar 2027 | het voorjaar van 2027 | lente 2027", "2027-03-01..2027-05-31"),
    ("zomer 2027", "2027-06-01..2027-08-31"),
    ("herfst 2027", "2027-09-01..2027-11-30"),
    ("winter 2026/2027 | winter 2026-2027", "2026-12-01..2027-02-28"),
    ("mrt 2027 | maart 2027 | Mrt. 2027 | 2027-03 | 03-2027 | 3/2027 | maart-2027", "2027-03-01..2027-03-31"),
    ("februari 2028", "2028-02-01..2028-02-29"),
    ("1-3-2027 | 01/03/2027 | 1.3.2027 | 1 mrt 2027 | 1 maart 2027 | 1-mrt-2027", "2027-03-01..2027-03-01"),
    ("2027-03-01 | 2027-03-01 00:00:00 | ma 1 maart 2027 | per 1 maart 2027", "2027-03-01..2027-03-01"),
    ("begin maart 2027", "2027-03-01..2027-03-10"),
    ("eind februari 2027", "2027-02-21..2027-02-28"),
    ("week 36 2027 | wk 36-2027 | 2027-W36 | week 36 van 2027 | week 36, 2027", "2027-09-06..2027-09-12"),
    ("week 1 2026", "2025-12-29..2026-01-04"),
    ("2028.0 | 2028,0 | in 2028 | in de loop van 2028 | '2028 | “2028” | 2028.", "2028-01-01..2028-12-31"),
]
REEKSEN = [
    (
        "2031-2034 | 2031 — 2034 | 2031 t/m 2034 | van 2031 tot en met 2034 | van 2031 tot 2034",
        "2031-01-01..2034-12-31",
    ),
    ("Tussen 2031 en 2034 | in de periode 2031-2034 | vanaf 2031 tot 2034", "2031-01-01..2034-12-31"),
    ("Q3-Q4 2027 | Q3 t/m Q4 2027 | derde t/m vierde kwartaal 2027", "2027-07-01..2027-12-31"),
    ("begin - medio 2027 | tussen begin en medio 2027", "2027-01-01..2027-08-31"),
    ("1-15 maart 2027 | 1 t/m 15 maart 2027 | 1-3-2027 - 15-3-2027", "2027-03-01..2027-03-15"),
    ("week 36-38 2027 | week 36 t/m 38 2027", "2027-09-06..2027-09-26"),
    ("2027-03 - 2027-06 | maart t/m juni 2027", "2027-03-01..2027-06-30"),
]
GRENZEN = [
    (
        ">=2031 | ≥ 2031 | vanaf 2031 | niet eerder dan 2031 | 2031 e.v. | 2031 of later | 2031 +",
        "2031-01-01..",
    ),
    ("> 2031 | na 2031 | later dan 2031", "2032-01-01.."),
    ("na Q3 2027", "2027-10-01.."),
    ("na de zomer van 2027", "2027-09-01.."),
    ("<2030 | voor 2030 | VÓÓR 2030 | eerder dan 2030", "..2029-12-31"),
    ("<=2030 | ≤2030 | uiterlijk 2030 | t/m 2030 | uiterlijk in 2030 | voor eind 2030", "..2030-12-31"),
    ("vóór 1 maart 2028", "..2028-02-29"),
    ("uiterlijk 1 mei 2027 | tot uiterlijk 1-5-2027", "..2027-05-01"),
    ("uiterlijk medio 2027", "..2027-08-31"),
]


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [(tekst, dag) for teksten, dag in MOMENTEN + REEKSEN + GRENZEN for tekst in teksten.split(" | ")],
)
def test_relatives_of_the_notations(tekst: str, verwacht: str) -> None:
    assert gelezen(tekst) == dagen(verwacht)


SCENARIOS = [
    ("2026 of 2027", ["2026-01-01..2026-12-31", "2027-01-01..2027-12-31"]),
    ("2031/2032", ["2031-01-01..2031-12-31", "2032-01-01..2032-12-31"]),
    ("2028 (optimistisch) / 2031", ["2028-01-01..2028-12-31", "2031-01-01..2031-12-31"]),
    ("2031; 2028", ["2031-01-01..2031-12-31", "2028-01-01..2028-12-31"]),
    ("Q3/Q4 2027", ["2027-07-01..2027-09-30", "2027-10-01..2027-12-31"]),
    ("mei of juni 2027", ["2027-05-01..2027-05-31", "2027-06-01..2027-06-30"]),
    ("2028 of >2031", ["2028-01-01..2028-12-31", "2032-01-01.."]),
    ("2027/2028/2029", ["2027-01-01..2027-12-31", "2028-01-01..2028-12-31", "2029-01-01..2029-12-31"]),
    ("winter 2027", ["2027-01-01..2027-02-28", "2027-12-01..2027-12-31"]),
]


@pytest.mark.parametrize(("tekst", "lezingen"), SCENARIOS)
def test_scenarios_are_kept_apart_and_spanned(tekst: str, lezingen: list[str]) -> None:
    periode = parse_planning(tekst)
    paren = [(str(van or ""), str(tot or "")) for van, tot in periode.alternatieven]
    assert paren == [dagen(lezing) for lezing in lezingen]
    assert str(periode.eerste or "") == min(van for van, _ in paren)
    assert str(periode.laatste or "") == ("" if "" in dict(paren).values() else max(tot for _, tot in paren))


PRECISIE = [
    ("1-3-2027", Precisie.DAG),
    ("week 36 2027", Precisie.WEEK),
    ("mrt 2027", Precisie.MAAND),
    ("Q3 2027", Precisie.KWARTAAL),
    ("eind 2027", Precisie.DEEL),
    (">2031", Precisie.JAAR),
    ("1-3-2027 - Q4 2027", Precisie.KWARTAAL),  # the coarsest of the two
]


@pytest.mark.parametrize(("tekst", "precisie"), PRECISIE)
def test_precision_is_the_coarsest_notation(tekst: str, precisie: Precisie) -> None:
    assert parse_planning(tekst).precisie is precisie


# --- what has no date, and what is not understood ---

ZONDER_DATUM = [
    ("N.V.T. | nvt | n.v.t | niet van toepassing", Soort.NVT),
    ("n.n.b. | nog niet bekend | nader te bepalen | NTB | p.m. | ?? | – | -- | … | ...", Soort.ONBEKEND),
    (
        "komende drie jaar | komende vijftien jaar | binnen 5-10 jaar | volgend jaar | eind dit jaar",
        Soort.RELATIEF,
    ),
    ("z.s.m. | zsm | zo spoedig mogelijk | doorlopend | op korte termijn | jaarlijks", Soort.RELATIEF),
    ("week 36 | Q3 | najaar | maart | 1 maart | t/m week 36 | derde of vierde kwartaal", Soort.RELATIEF),
    ("na vaststelling bestemmingsplan | na de zomer | afhankelijk van besluit", Soort.RELATIEF),
    ("Gereed | afgerond | opgeleverd | in gebruik genomen | reeds gerealiseerd", Soort.AFGEROND),
    ("soon | 2027 volgens Jan | niet voor 2030 of zo | verwacht | IBN | 0 | 45000 | 12345", Soort.ONLEESBAAR),
    ("maart '27 | 1-3-27 | Q3 '27 | 2031-34 | 2027-28 | eind '27 | 2e helft jaren 20", Soort.ONLEESBAAR),
    ("31-2-2027 | 31 feb 2027 | 2027-02-31 | 29/2/2027 | 2027-13 | 13-2027 | 3/13/2027", Soort.ONLEESBAAR),
    (
        "week 54 2027 | week 362027 | ２０２８ | week 53 2027 | Q5 2027 | 0-1-2027 | H3 2027",
        Soort.ONLEESBAAR,
    ),
    ("2028 (was 2026) | 2026: start bouw | 2024: nog niet gereed | 2028-2029-2030 | v2028", Soort.ONLEESBAAR),
    ("nog niet gereed | 2027 n.t.b. | >soon | 20271 | 1899 | 2200", Soort.ONLEESBAAR),
]


@pytest.mark.parametrize(
    ("tekst", "soort"), [(tekst, soort) for teksten, soort in ZONDER_DATUM for tekst in teksten.split(" | ")]
)
def test_what_is_not_datable_stays_undated(tekst: str, soort: Soort) -> None:
    periode = parse_planning(tekst)
    assert (periode.soort, periode.datable, periode.text) == (soort, False, tekst)


@pytest.mark.parametrize("value", [None, "", "   ", "\u00a0", "\n", "\u200b", math.nan])
def test_empty_is_its_own_kind(value: object) -> None:
    assert parse_planning(value).soort is Soort.LEEG


def test_prose_is_not_a_notation() -> None:
    assert parse_planning("2027 " + "en verder " * 4000).soort is Soort.ONLEESBAAR


# --- values that are no text ---


@pytest.mark.parametrize(
    ("value", "tekst", "dag"),
    [
        (date(2027, 3, 1), "01-03-2027", "2027-03-01..2027-03-01"),
        (datetime.fromisoformat("2027-03-01 12:30"), "01-03-2027", "2027-03-01..2027-03-01"),
        (46447, "46447", "2027-03-01..2027-03-01"),
        (46447.0, "46447", "2027-03-01..2027-03-01"),
        (36526, "36526", "2000-01-01..2000-01-01"),
        (2028.0, "2028", "2028-01-01..2028-12-31"),
    ],
)
def test_a_cell_value_keeps_the_text_that_an_official_sees(value: object, tekst: str, dag: str) -> None:
    assert (parse_planning(value).text, gelezen(value)) == (tekst, dagen(dag))


@pytest.mark.parametrize(
    "value", [2028.5, 36525, 73051, -2028, 0, True, False, math.inf, 10**400, time(12), b"2028"]
)
def test_other_values_are_unreadable(value: object) -> None:
    assert parse_planning(value).soort is Soort.ONLEESBAAR


@pytest.mark.parametrize(
    ("value", "jaar"),
    [
        (date(1905, 6, 12), 1990),
        (date(1905, 9, 30), 2100),
        (datetime.fromisoformat("1905-07-20"), 2028),
        ("20-07-1905", 2028),
        (date(1909, 6, 13), 1990),
        (date(1909, 7, 21), 2028),
        (date(1909, 10, 1), 2100),
    ],
)
def test_a_year_shown_as_a_date_is_that_year_and_said(value: object, jaar: int) -> None:
    periode = parse_planning(value)
    assert (periode.eerste, periode.laatste) == (date(jaar, 1, 1), date(jaar, 12, 31))
    assert (periode.hersteld, periode.precisie) == (True, Precisie.JAAR)


@pytest.mark.parametrize("dag", [date(1905, 6, 11), date(1905, 10, 1), date(1909, 6, 12), date(1909, 10, 2)])
def test_other_days_of_1905_and_1909_are_days(dag: date) -> None:
    periode = parse_planning(dag)
    assert (periode.eerste, periode.laatste, periode.hersteld) == (dag, dag, False)


# --- completion, order, open ends, sameness ---


@pytest.mark.parametrize(
    ("tekst", "afgerond"),
    [
        ("gereed 2024", True),
        ("in 2025 afgerond", True),
        ("2024 (gereed)", True),
        ("in bedrijf sinds 2019", True),
        ("gereed", True),
        ("naar verwachting gereed in 2027", False),
        ("wordt in 2028 opgeleverd", False),
        ("uiterlijk 2028 gereed", False),
        ("2028", False),
    ],
)
def test_only_a_plain_statement_of_completion_counts(tekst: str, afgerond: bool) -> None:
    assert parse_planning(tekst).afgerond is afgerond


def test_completion_in_the_future_is_still_a_plan() -> None:
    periode = parse_planning("gereed eind 2027")
    assert not periode.gereed_op(date(2027, 8, 31))
    assert periode.gereed_op(date(2027, 9, 1))
    assert parse_planning("gereed").gereed_op(date(2026, 1, 1))
    assert not parse_planning("2020").gereed_op(date(2026, 1, 1))


@pytest.mark.parametrize("tekst", ["2034-2031", "eind 2027 - begin 2027", "van 2034 t/m 2031"])
def test_a_reversed_range_stays_reversed(tekst: str) -> None:
    periode = parse_planning(tekst)
    assert periode.eerste
    assert periode.laatste
    assert periode.eerste > periode.laatste


def test_open_ends() -> None:
    assert [
        (p.open_begin, p.open_eind)
        for p in map(parse_planning, [">2031", "uiterlijk 2034", "2030", "n.t.b."])
    ] == [
        (False, True),
        (True, False),
        (False, False),
        (False, False),
    ]


@pytest.mark.parametrize(
    "zelfde",
    [
        ["2031 – 2034", "2031-2034", "van 2031 tot en met 2034", "Tussen 2031 en 2034"],
        ["Q3 2027", "2027-Q3", "derde kwartaal van 2027", "juli t/m september 2027"],
        ["2028", 2028, 2028.0, date(1905, 7, 20), "in 2028", "rond 2028"],
        ["n.t.b.", "onbekend", "?"],
        [None, "", " "],
        ["over 5 jaar", "Over 5\u00a0jaar"],
    ],
)
def test_another_notation_of_the_same_period_has_the_same_key(zelfde: list[object]) -> None:
    assert len({parse_planning(value).sleutel for value in zelfde}) == 1


def test_different_answers_have_different_keys() -> None:
    teksten = [
        "2031",
        ">2031",
        "<2031",
        "2031-2032",
        "n.t.b.",
        "n.v.t.",
        "",
        "gereed",
        "over 5 jaar",
        "over 3 jaar",
        "soon",
    ]
    assert len({parse_planning(tekst).sleutel for tekst in teksten}) == len(teksten)


# --- laws ---

JAAR = st.integers(1990, 2099)
STUKJES = st.sampled_from(
    re.split(
        " +",
        "2027 2031 27 1 36 Q3 H2 week mrt maart eind medio begin winter - – / . , > < >= + ( ) : ? tot "
        "en met t/m voor na van tussen of uiterlijk vanaf rond gereed verwacht n.v.t. derde e.v. jaar '",
    )
)
ROMMEL = st.one_of(
    st.text(max_size=40),
    st.lists(STUKJES, max_size=8).map(" ".join),
    st.lists(STUKJES, max_size=8).map("".join),
)
MOMENT = st.one_of(
    JAAR.map(str),
    st.builds("Q{} {}".format, st.integers(1, 4), JAAR),
    st.builds("{} {}".format, st.sampled_from(["begin", "medio", "eind", "najaar", "mrt"]), JAAR),
    st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(lambda d: f"{d.day}-{d.month}-{d.year}"),
)
NOTATIE = st.one_of(
    MOMENT,
    st.builds("{} – {}".format, MOMENT, MOMENT),
    st.builds("tussen {} en {}".format, MOMENT, MOMENT),
    st.builds(
        "{}{}".format,
        st.sampled_from([">", "<", "uiterlijk ", "vanaf ", "rond ", "naar verwachting in "]),
        MOMENT,
    ),
    st.builds("{} / {}".format, MOMENT, MOMENT),
)


def jaren_in(tekst: str) -> set[int]:
    return {int(jaar) for jaar in re.findall(r"(?=((?:19|20|21)[0-9][0-9]))", tekst)}


@given(
    st.one_of(
        ROMMEL, st.integers(), st.floats(), st.datetimes(), st.dates(), st.booleans(), st.none(), st.binary()
    )
)
def test_nothing_raises_and_the_fields_agree_with_the_kind(value: object) -> None:
    periode = parse_planning(value)
    assert isinstance(periode, Periode)
    heeft_dag = periode.eerste is not None or periode.laatste is not None
    assert periode.datable == heeft_dag == (periode.precisie is not None)
    assert hash(periode.sleutel) == hash(parse_planning(value).sleutel)


@given(st.one_of(ROMMEL, NOTATIE))
def test_a_year_never_becomes_another_year(tekst: str) -> None:
    periode = parse_planning(tekst)
    if periode.hersteld or not periode.datable:
        return
    buren = {jaar + stap for jaar in jaren_in(tekst) for stap in (-1, 0, 1)}
    for dag in filter(None, (periode.eerste, periode.laatste)):
        mag_buur = (
            periode.open_begin or periode.open_eind or periode.precisie is Precisie.WEEK or "winter" in tekst
        )
        assert dag.year in (buren if mag_buur else jaren_in(tekst))


@given(NOTATIE)
def test_notations_are_read_and_ordered_unless_written_in_reverse(tekst: str) -> None:
    periode = parse_planning(tekst)
    assert periode.datable
    if periode.eerste and periode.laatste and periode.eerste > periode.laatste:
        links, rechts = (parse_planning(deel) for deel in re.split(" – | en ", tekst.removeprefix("tussen ")))
        assert (periode.eerste, periode.laatste) == (links.eerste, rechts.laatste)


@given(
    NOTATIE, st.sampled_from("-‐‑‒–—−"), st.sampled_from([" ", "\u00a0", "  ", "\u202f", "\n"]), st.booleans()
)
def test_dash_space_and_case_change_nothing(tekst: str, streep: str, spatie: str, groot: bool) -> None:
    anders = re.sub("[-–]", streep, tekst).replace(" ", spatie)
    anders = f"{spatie}{anders.upper() if groot else anders}{spatie}."
    een, twee = parse_planning(tekst), parse_planning(anders)
    assert (een.sleutel, een.zekerheid, een.alternatieven) == (
        twee.sleutel,
        twee.zekerheid,
        twee.alternatieven,
    )


MAANDNAMEN = "januari februari maart april mei juni juli augustus september oktober november december"


@given(st.dates(date(1910, 1, 1), date(2199, 12, 31)), st.integers(0, 6))
def test_a_written_day_is_that_day(dag: date, vorm: int) -> None:
    vormen = [
        f"{dag.day}-{dag.month}-{dag.year}",
        f"{dag.day:02}/{dag.month:02}/{dag.year}",
        f"{dag.day:02}.{dag.month:02}.{dag.year}",
        f"{dag.year}-{dag.month:02}-{dag.day:02}",
        f"{dag.day} {MAANDNAMEN.split()[dag.month - 1]} {dag.year}",
        f"{dag.day}-{MAANDNAMEN.split()[dag.month - 1][:3].replace('maa', 'mrt')}-{dag.year}",
        f"{dag.year}-{dag.month:02}-{dag.day:02} 00:00:00",
    ]
    periode = parse_planning(vormen[vorm])
    assert (periode.eerste, periode.laatste, periode.precisie) == (dag, dag, Precisie.DAG)
