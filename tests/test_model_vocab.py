"""Names of places and organisations, and the closed lists, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actielijst_xl.model.vocab import (
    CLOSED,
    SYNONYMS,
    Oordeel,
    Projectfase,
    Vervolg,
    fold,
    is_nvt,
    is_onbekend,
    match_closed,
    project_key,
    split_ids,
)
from actielijst_xl.templates import load_vocabulary

VOCAB = load_vocabulary()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Diemen; Lelystad; Noordoostpolder", ("Diemen", "Lelystad", "Noordoostpolder")),
        ("Nuenen, Gerwen en Nederwetten", ("Nuenen, Gerwen en Nederwetten",)),
        (
            "Nuenen, Gerwen en Nederwetten en Son en Breugel",
            ("Nuenen, Gerwen en Nederwetten", "Son en Breugel"),
        ),
        ("Bergen op Zoom", ("Bergen op Zoom",)),
        ("Bergen (NH.)", ("Bergen (NH.)",)),
        ("gemeente Zuidplas", ("Zuidplas",)),
        ("Den Haag/Delft", ("'s-Gravenhage", "Delft")),
        ("’s-Gravenhage, s-Hertogenbosch", ("'s-Gravenhage", "'s-Hertogenbosch")),
        ("Helmond - Eindhoven", ("Helmond", "Eindhoven")),
        ("Hardinxveld-Giessendam", ("Hardinxveld-Giessendam",)),
        ("DIEMEN\nLelystad", ("Diemen", "Lelystad")),
        ("Súdwest-Fryslân", ("Súdwest-Fryslân",)),
        ("Su\u0301dwest-Frysla\u0302n", ("Súdwest-Fryslân",)),
        ("Hoogeveen en Emmen e.o.", ("Hoogeveen", "Emmen")),
        ("Diemen; Diemen", ("Diemen",)),
        ("Oost Gelre, Aalten.", ("Oost Gelre", "Aalten")),
    ],
)
def test_gemeenten_are_found_longest_name_first(text, found):
    names = VOCAB.find_gemeenten(text)
    assert names.found == found
    assert names.unknown == ()


def test_an_ambiguous_name_is_decided_by_the_province_only():
    assert VOCAB.find_gemeenten("Bergen").ambiguous == ("Bergen",)
    assert VOCAB.find_gemeenten("Bergen", "Limburg").found == ("Bergen (L.)",)
    assert VOCAB.find_gemeenten("Bergen", "Drenthe").ambiguous == ("Bergen",)


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Capelle a/d IJssel", "Capelle aan den IJssel"),
        ("Bergen (NH)", "Bergen (NH.)"),
        ("Leerdam", "Vijfheerenlanden"),
        ("Veghel", "Meierijstad"),
    ],
)
def test_short_and_old_names_lead_to_the_gemeente_of_today(written, official):
    names = VOCAB.find_gemeenten(written)
    assert (names.found, names.aliases) == ((official,), ((written, official),))


def test_an_unknown_name_is_suggested_and_never_corrected():
    names = VOCAB.find_gemeenten("Groninge; Diemen")
    assert names.found == ("Diemen",)
    assert names.unknown == ("Groninge",)
    assert VOCAB.gemeente_namen.suggest("Groninge")[0] == "Groningen"


@pytest.mark.parametrize("text", ["n.t.b.", "Onbekend", "?", "n.v.t.", ""])
def test_a_place_that_is_not_known_is_no_gemeente_and_no_error(text):
    assert VOCAB.find_gemeenten(text) == VOCAB.find_gemeenten("")


def test_an_announced_merger_is_not_applied_yet():
    assert VOCAB.find_gemeenten("Wijdemeren").found == ("Wijdemeren",)


def test_every_official_gemeente_finds_exactly_itself():
    assert len(VOCAB.gemeenten) == 342
    for gemeente in VOCAB.gemeenten:
        names = VOCAB.find_gemeenten(gemeente.naam)
        assert (names.found, names.unknown) == ((gemeente.naam,), ()), gemeente.naam


@given(
    st.lists(st.sampled_from([g.naam for g in VOCAB.gemeenten]), min_size=1, max_size=5, unique=True),
    st.sampled_from(["; ", ", ", "/", " en ", " & ", "\n", ";"]),
)
def test_names_joined_by_any_separator_are_all_found(names, separator):
    assert VOCAB.find_gemeenten(separator.join(names)).found == tuple(names)


@given(st.text(max_size=60))
def test_any_text_is_taken_apart_without_an_error(text):
    VOCAB.find_gemeenten(text)
    VOCAB.netbeheerders.find(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TENNET/Stedin Netbeheer B.V.", ("TenneT", "Stedin")),
        ("Ennatuurlijk (warmtebedrijf)", ("Ennatuurlijk",)),
        ("Liander en Stedin", ("Liander", "Stedin")),
        ("GTS", ("Gasunie Transport Services",)),
    ],
)
def test_netbeheerders_are_found_under_other_names(text, found):
    assert VOCAB.netbeheerders.find(text).found == found


@pytest.mark.parametrize(
    ("lijst", "text", "member"),
    [
        ("projectfase", "Project", Projectfase.PROJECT),
        ("projectfase", "PLANVORMING", Projectfase.PLANUITWERKING),
        ("projectfase", " verkenning ", Projectfase.VERKENNING),
        ("projectfase", "Planuitwerkng", None),
        ("vervolg", "pMIEK 2.0-route", Vervolg.PMIEK),
        ("vervolg", "pMIEK +1", Vervolg.PMIEK),
        ("oordeel", "Rood", Oordeel.KNELPUNT),
    ],
)
def test_closed_lists_know_their_synonyms(lijst, text, member):
    assert match_closed(lijst, text) is member


def test_synonyms_are_normalised_and_shadow_no_cell_text():
    for lijst, synonyms in SYNONYMS.items():
        own = {fold(member.value) for member in CLOSED[lijst]}
        for synonym in synonyms:
            assert synonym == fold(synonym).rstrip(". ")
            assert synonym not in own


def test_project_numbers_compare_without_space_case_or_trailing_dot():
    assert project_key(" C.3.\u00a0") == project_key("c.3") != project_key("C.30")
    assert project_key("1.10") != project_key("1.1")


def test_ip_ids_split_on_every_separator_and_keep_their_text():
    assert split_ids("IP-1; 0012/ 13\n007 , ") == ("IP-1", "0012", "13", "007")


def test_not_applicable_unknown_and_blank_are_three_things():
    assert (is_nvt("n.v.t."), is_onbekend("n.v.t.")) == (True, False)
    assert (is_nvt("ntb"), is_onbekend("NTB")) == (False, True)
    assert (is_nvt(""), is_onbekend("")) == (False, False)
