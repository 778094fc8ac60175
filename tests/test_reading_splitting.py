import pytest

from actielijst_xl.reading.splitting import (
    split_in_ip,
    split_labelled,
    split_naam_locatie,
    split_tijdspad_ibn,
)
from actielijst_xl.templates import load_vocabulary

VOCABULARY = load_vocabulary()


def test_labelled_parts_go_to_their_fields_and_the_rest_stays():
    text = "Nieuw station. Aanleiding: het zit vol. Doel: ruimte\nKansen en knelpunten: grond; "
    text += "Type project: project"
    assert split_labelled(text, "omschrijving") == {
        "omschrijving": "Nieuw station.",
        "aanleiding": "het zit vol.",
        "doel": "ruimte",
        "kansen_knelpunten": "grond",
        "type_project": "project",
    }


def test_kansen_and_knelpunten_apart_keep_their_words_in_one_field():
    assert split_labelled("Kansen: weg\nKnelpunten: grond", "omschrijving") == {
        "kansen_knelpunten": "Kansen: weg\nKnelpunten: grond"
    }


@pytest.mark.parametrize(
    "text", ["Het doel: meer ruimte", "zomaar tekst", "", "Planning 2028: gereed", "subdoel: x doel"]
)
def test_text_without_clear_labels_stays_whole(text):
    assert split_labelled(text, "omschrijving") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2028", {"ibn": "2028"}),
        ("n.t.b.", {"ibn": "n.t.b."}),
        ("over circa 5 jaar", {"ibn": "over circa 5 jaar"}),
        ("Projectbesluit 2027; IBN 2029", {"tijdspad": "Projectbesluit 2027", "ibn": "2029"}),
        ("Projectbesluit 2027, IBN: Q3 2029", {"tijdspad": "Projectbesluit 2027", "ibn": "Q3 2029"}),
        ("IBN 2029; start bouw 2027", {"tijdspad": "start bouw 2027", "ibn": "2029"}),
        ("Start bouw 2027\ninbedrijfname eind 2030", {"tijdspad": "Start bouw 2027", "ibn": "eind 2030"}),
        ("Start bouw 2027, IBN n.t.b.", {"tijdspad": "Start bouw 2027", "ibn": "n.t.b."}),
        ("Projectbesluit 2027, start bouw 2028", None),
        ("IBN nog onder voorbehoud van alles", None),
    ],
)
def test_tijdspad_and_ibn_split_only_where_the_cell_says_ibn(text, expected):
    assert split_tijdspad_ibn(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Station Noord, Lelystad", {"projectnaam": "Station Noord", "locatie": "Lelystad"}),
        (
            "Station Noord - Nuenen, Gerwen en Nederwetten",
            {"projectnaam": "Station Noord", "locatie": "Nuenen, Gerwen en Nederwetten"},
        ),
        ("Station Noord (De Kade)", {"projectnaam": "Station Noord", "locatie": "De Kade"}),
        ("Station Noord\nDe Kade", {"projectnaam": "Station Noord", "locatie": "De Kade"}),
        ("Station Noord, fase twee", None),
        ("Diemen-Lelystad-Ens", None),
    ],
)
def test_naam_and_locatie_split_before_a_place(text, expected):
    assert split_naam_locatie(text, VOCABULARY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja, IP2026-0412; IP2026-0413", {"in_ip": "Ja", "ip_id": "IP2026-0412; IP2026-0413"}),
        ("nee", {"in_ip": "nee"}),
        ("Ja (IP-7)", {"in_ip": "Ja", "ip_id": "IP-7"}),
        ("IP-7", None),
    ],
)
def test_in_ip_and_id_split_after_ja_or_nee(text, expected):
    assert split_in_ip(text) == expected
