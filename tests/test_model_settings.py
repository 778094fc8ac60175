"""Settings: the defaults, what a province may change, and how a mistake is refused."""

import pytest
from masters import settings

from actielijst_xl.errors import UsageError
from actielijst_xl.model.fields import Soort, Tabel
from actielijst_xl.templates import load_defaults


def refused(**sections):
    """The error that these settings give."""
    with pytest.raises(UsageError) as caught:
        settings(**sections)
    return caught.value


def test_without_settings_everything_has_a_default():
    assert settings().number("werkboek", "reserveregels") == 8
    assert settings().text("provincie", "naam") == ""


def test_the_template_that_init_writes_is_itself_valid():
    assert settings(**load_defaults()).values == settings().values


@pytest.mark.parametrize("label", ["", " ", "a\nb", "x" * 81, "projectNAAM"])
def test_a_label_that_can_be_no_header_is_refused(label):
    assert refused(labels={"ibn": label}).code == "XA-C029"


def test_a_label_may_be_that_of_a_field_in_another_table():
    assert settings(labels={"ibn": "Planning"}).fields["ibn"].label == "Planning"


def test_what_the_province_says_goes_before_the_default():
    own = settings(werkboek={"reserveregels": 3})
    assert (own.number("werkboek", "reserveregels"), own.number("werkboek", "bewaren")) == (3, 20)


@pytest.mark.parametrize(
    ("sections", "suggestion"),
    [
        ({"provncie": {"naam": "X"}}, "provincie"),
        ({"provincie": {"nam": "X"}}, "naam"),
        ({"huisstijl": {"inkd": "#000000"}}, "inkt"),
        ({"extra_velden": {"regisseur": {"lable": "X"}}}, "label"),
    ],
)
def test_an_unknown_name_is_refused_with_a_suggestion(sections, suggestion):
    error = refused(**sections)
    assert error.code == "XA-C001"
    assert suggestion in error.details["voorstel"]


@pytest.mark.parametrize(
    "sections",
    [
        {"werkboek": {"reserveregels": "drie"}},
        {"werkboek": {"reserveregels": -1}},
        {"werkboek": {"reserveregels": True}},
        {"werkboek": {"reserveregels": 1.5}},
        {"provincie": {"naam": 12}},
        {"provincie": "Flevoland"},
        {"keuzelijsten": {"type_infra": "Station"}},
        {"keuzelijsten": {"type_infra": ["Station", ""]}},
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(sections):
    assert refused(**sections).code == "XA-C002"


@pytest.mark.parametrize("section", ["kolommen", "labels"])
def test_a_field_that_does_not_exist_is_refused_with_a_suggestion(section):
    entry = {"Verwachte inbedr.name": "ibm"} if section == "kolommen" else {"ibm": "Inbedrijfname"}
    error = refused(**{section: entry})
    assert error.code == "XA-C003"
    assert "ibn" in error.details["voorstel"]


@pytest.mark.parametrize("lijst", ["projectfase", "oordeel", "onzin"])
def test_only_the_open_lists_can_be_replaced(lijst):
    assert refused(keuzelijsten={lijst: ["A"]}).code == "XA-C004"


@pytest.mark.parametrize(
    "entry",
    [
        {"ibn": {"label": "Bestaat al"}},
        {"twee woorden": {"label": "X"}},
        {"veld": {"label": " "}},
        {"veld": {"label": "X", "soort": "kleur"}},
        {"veld": {}},
    ],
)
def test_an_extra_field_that_is_not_right_is_refused(entry):
    assert refused(extra_velden=entry).code == "XA-C005"


@pytest.mark.parametrize("color", ["blauw", "#12345", "#GGGGGG", "123456", ""])
def test_a_colour_that_is_none_is_refused(color):
    assert refused(huisstijl={"inkt": color}).code == "XA-C007"


def test_a_column_may_be_kept_as_it_is():
    assert settings(kolommen={"Wachtlijst (MW)": ""}).kolommen == {"Wachtlijst (MW)": ""}


def test_an_extra_field_stands_last_among_the_fields_of_the_fiche():
    own = settings(extra_velden={"regisseur": {"label": "Regisseur", "soort": "datum", "hulp": "Wie?"}})
    field = own.fields.of(Tabel.PROJECT)[-1]
    assert (field.key, field.label, field.soort, field.hulp) == (
        "regisseur",
        "Regisseur",
        Soort.DATUM,
        "Wie?",
    )


def test_an_own_label_replaces_only_the_label():
    own = settings(labels={"ibn": "Inbedrijfname"})
    assert own.fields["ibn"].label == "Inbedrijfname"
    assert own.fields["ibn"].soort is Soort.PERIODE


def test_an_extra_field_may_have_a_column_in_the_list_and_a_label_of_its_own():
    own = settings(
        extra_velden={"regisseur": {"label": "Regisseur"}},
        kolommen={"Wie regisseert": "regisseur"},
        labels={"regisseur": "Gebiedsregisseur"},
    )
    assert own.fields["regisseur"].label == "Gebiedsregisseur"
    assert own.kolommen["Wie regisseert"] == "regisseur"
