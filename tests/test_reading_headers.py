import pytest

from actielijst_xl.model.fields import Fields
from actielijst_xl.reading.headers import HeaderIndex, Kolom, assign, header_key
from actielijst_xl.templates import load_vocabulary

VOCABULARY = load_vocabulary()


def read_as(columns, *, kolommen=None, aliases=(), groups=None):
    """Return (fields, how) by header, for a table given as header -> values."""
    index = HeaderIndex(Fields(), aliases, kolommen)
    koppen = [
        Kolom(col=n, kop=kop, groep=(groups or {}).get(kop, ""), values=values)
        for n, (kop, values) in enumerate(columns.items())
    ]
    assigned = assign(koppen, index, VOCABULARY)
    return {kolom.kop: to for kolom, to in zip(koppen, assigned, strict=True)}


def field(columns, kop, **options):
    to = read_as(columns, **options)[kop]
    return " ".join(to.fields), to.how


@pytest.mark.parametrize(
    ("kop", "expected"),
    [
        ("Projectnummer", ("project_id", "label")),
        ("Gemeente(n)", ("gemeente", "label")),
        ("PROJECTNUMMER :", ("project_id", "genormaliseerd")),
        ("Type\u00a0infra", ("type_infra", "label")),
        ("type-infra", ("type_infra", "genormaliseerd")),
        ("Nr.", ("project_id", "alias")),
        ("#", ("project_id", "alias")),
        ("Jaar van inbedrijfname", ("ibn", "alias")),
        ("3. Projectnaam", ("projectnaam", "genormaliseerd")),
        ("Netbeheerder (één of meer)", ("netbeheerder", "alias")),
        ("IBN²", ("ibn", "genormaliseerd")),
        ("Fase *", ("projectfase", "alias")),
        (
            "Trekker /\nverantwoordelijke bij aandachtspunten en versnellingsacties",
            ("monitoring_trekker", "label"),
        ),
        ("Bijzonderheden", ("", "overig")),
        ("", ("", "overig")),
    ],
)
def test_a_header_is_recognised_by_label_then_form_then_alias(kop, expected):
    columns = {kop: [], "Aandachtspunten (proces of risico)": []}
    assert field(columns, kop, aliases=[("project_id", "#")]) == expected


def test_a_header_is_not_read_as_part_of_an_afspraak_in_a_list_without_activiteiten():
    values = ["Liander", "TenneT", "Liander"]
    assert field({"Eigenaar net": values}, "Eigenaar net") == ("netbeheerder", "inhoud")


@pytest.mark.parametrize(
    ("values", "expected"), [(["verkenning", "realisatie"], "projectfase"), (["loopt"], "")]
)
def test_stand_van_zaken_is_the_fase_when_the_values_say_so(values, expected):
    assert field({"Stand van zaken": values}, "Stand van zaken")[0] == expected


def test_the_lesser_of_two_headers_that_begin_alike_says_what_it_resembles():
    found = read_as({"IBN 2024": [2027, 2028], "IBN 2026": [2028, 2029]})
    assert (found["IBN 2024"].fields, found["IBN 2026"].lijkt_op) == (("ibn",), ("ibn",))


def test_a_setting_of_the_province_outranks_the_exact_label():
    columns = {"Projectnaam": ["a"], "Bijnaam": ["b"]}
    found = read_as(columns, kolommen={"Bijnaam": "projectnaam"})
    assert found["Bijnaam"].fields == ("projectnaam",)
    assert found["Bijnaam"].how == "instelling"
    assert (found["Projectnaam"].fields, found["Projectnaam"].dubbel) == ((), "projectnaam")


def test_a_second_header_that_is_set_to_the_same_field_does_not_become_another_field():
    columns = {"Toelichting": ["a"], "Netbeheerder": ["TenneT"]}
    found = read_as(columns, kolommen={"Toelichting": "doel", "Netbeheerder": "doel"})
    assert (found["Netbeheerder"].fields, found["Netbeheerder"].dubbel) == ((), "doel")


def test_a_setting_can_keep_a_column_out_of_the_fields():
    assert field({"IBN": [2028]}, "IBN", kolommen={"IBN": ""}) == ("", "overig")


def test_a_setting_may_name_a_header_with_its_group():
    columns = {"Datum": ["2028"]}
    assert (
        field(columns, "Datum", kolommen={"Planning / Datum": "ibn"}, groups={"Datum": "Planning"})[0]
        == "ibn"
    )


def test_an_alias_or_setting_for_a_field_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="fase"):
        HeaderIndex(Fields(), [("fase", "Fase")])
    with pytest.raises(ValueError, match="naam"):
        HeaderIndex(Fields(), kolommen={"Naam": "naam"})


@pytest.mark.parametrize(
    ("kop", "values", "expected"),
    [
        ("Locatie", ["Fryslân", "Drenthe", "n.t.b."], ("provincie", "inhoud")),
        ("Locatie", ["Diemen", "Son en Breugel", "Lelystad; Almere"], ("gemeente", "inhoud")),
        ("Locatie", ["Utrecht", "Groningen"], ("gemeente", "inhoud")),
        ("Locatie", ["Bedrijventerrein Noord", "Diemen"], ("locatie", "label")),
        ("Planning", [2028, "Q3 2029"], ("ibn", "inhoud")),
        ("Type", ["Elektriciteit", "Warmte"], ("energiedrager", "inhoud")),
        ("Type", ["Nieuw station", "Opslag"], ("type_infra", "inhoud")),
        ("Type", ["planvorming", "iets anders", "realisatie"], ("type_project", "alias")),
        ("Status", ["verkenning", "realisatie"], ("projectfase", "inhoud")),
        ("Stoplicht", ["groen", "oranje", "rood"], ("oordeel", "alias")),
        ("Stoplicht", [2028, "2029"], ("haalbaarheid_ibn", "inhoud")),
        ("Haalbaarheid IBN", ["groen", "rood"], ("oordeel", "inhoud")),
        ("Haalbaarheid IBN", [2028, 2027], ("haalbaarheid_ibn", "label")),
        ("Project", ["NH-01", "NH-02"], ("project_id", "inhoud")),
        ("Project", ["Station A", "Kabel B"], ("projectnaam", "alias")),
        ("Knelpunt(en)", ["ruimte"], ("kansen_knelpunten", "alias")),
    ],
)
def test_the_content_decides_what_an_open_header_means(kop, values, expected):
    assert field({kop: values}, kop) == expected


def test_planning_is_of_the_afspraak_when_there_is_an_activiteit():
    columns = {"Activiteit": ["Besluit"], "Planning": [2028], "Status": ["Loopt"], "Fase": ["verkenning"]}
    found = read_as(columns)
    assert [to.fields for to in found.values()] == [
        ("activiteit",),
        ("planning",),
        ("status",),
        ("projectfase",),
    ]


def test_an_afspraak_column_without_activiteit_is_kept_and_the_reason_told():
    found = read_as({"Nr": [1], "Trekker": ["TenneT"], "Resultaat": ["x"]})
    assert [(to.fields, to.mist) for to in found.values()] == [
        (("project_id",), ""),
        ((), "activiteit"),
        ((), "activiteit"),
    ]


def test_the_columns_around_decide_between_two_fields_with_the_same_label():
    index = HeaderIndex(Fields())
    koppen = [
        "Projectnaam",
        "Betrokken partijen",
        "Activiteit",
        "Trekker",
        "Betrokken partijen",
        "Aandachtspunten",
        "Trekker",
    ]
    found = assign([Kolom(col=n, kop=kop) for n, kop in enumerate(koppen)], index, VOCABULARY)
    assert [to.fields[0] for to in found] == [
        "projectnaam",
        "betrokken_partijen",
        "activiteit",
        "trekker",
        "afspraak_partijen",
        "aandachtspunten",
        "monitoring_trekker",
    ]


def test_a_group_header_decides_too():
    index = HeaderIndex(Fields())
    koppen = [
        Kolom(col=0, kop="Betrokken partijen", groep="Uitvoeringsafspraken"),
        Kolom(col=1, kop="Activiteit"),
    ]
    assert assign(koppen, index, VOCABULARY)[0].fields == ("afspraak_partijen",)


def test_of_two_columns_for_one_field_the_better_match_wins_and_the_other_says_so():
    found = read_as({"Realisatiejaar": [2030], "IBN": [2028]})
    assert found["IBN"].fields == ("ibn",)
    assert (found["Realisatiejaar"].fields, found["Realisatiejaar"].dubbel) == ((), "ibn")


def test_a_header_that_looks_like_one_field_is_used_and_called_a_likeness():
    assert field({"Verwachte inbedr.name": [2028]}, "Verwachte inbedr.name") == ("ibn", "lijkt op")


def test_a_likeness_that_the_values_contradict_is_not_used():
    assert field({"Verwachte inbedr.name": ["ja", "nee"]}, "Verwachte inbedr.name") == ("", "overig")


def test_a_header_that_begins_with_a_known_one_is_used_when_its_values_fit():
    assert field({"IBN volgens netbeheerder": [2028, "Q3 2029"]}, "IBN volgens netbeheerder") == (
        "ibn",
        "lijkt op",
    )
    assert field({"IBN volgens netbeheerder": ["gesprek loopt"]}, "IBN volgens netbeheerder") == (
        "",
        "overig",
    )
    assert field({"Omschrijving risico": ["x"]}, "Omschrijving risico") == ("", "overig")


def test_a_likeness_to_two_fields_is_not_used_but_suggested():
    index_aliases = [("doel", "Kabeltraces noord"), ("aanleiding", "Kabeltraces zuid")]
    to = read_as({"Kabeltraces west": ["x"]}, aliases=index_aliases)["Kabeltraces west"]
    assert to.fields == ()


@pytest.mark.parametrize(
    "kop", ["Opmerkingen", "Projectleider", "Kosten", "Gemeentecode", "Datum FID", "Contact"]
)
def test_an_unknown_header_does_not_get_a_field_by_chance(kop):
    assert field({kop: ["x", "y", "z"]}, kop) == ("", "overig")


def test_unknown_headers_are_recognised_by_names_under_them():
    values = ["Diemen", "Lelystad", "Almere"]
    assert field({"Waar": values}, "Waar") == ("gemeente", "inhoud")
    assert field({"Waar": values, "Gemeente": values}, "Waar") == ("", "overig")


def test_a_combined_header_holds_two_fields():
    assert read_as({"Tijdspad en IBN": ["x"]})["Tijdspad en IBN"].fields == ("tijdspad", "ibn")


def test_a_combined_header_keeps_what_no_other_column_has():
    assert read_as({"Tijdspad en IBN": ["x"], "IBN": [2028]})["Tijdspad en IBN"].fields == ("tijdspad",)


def test_every_label_and_alias_of_the_table_of_fields_is_recognised():
    index = HeaderIndex(Fields())
    for known in Fields().all:
        if known.tabel == "hoofddocument":
            continue
        for kop in (known.label, *known.aliases):
            assert known.key in {claim.field for claim in index.claims(kop)}, (known.key, kop)


def test_case_accents_spaces_and_punctuation_do_not_make_another_header():
    assert header_key("Risico’s ") == header_key("RISICO'S:") == "risicos"
