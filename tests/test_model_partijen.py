"""Who is involved in which fiche, in which role."""

from datetime import date

from actielijst_xl.model.actielijst import Actielijst, name_fiches
from actielijst_xl.model.document import Project, Source, Value
from actielijst_xl.model.field import Rol
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.partijen import Partij, partijen
from actielijst_xl.templates import load_vocabulary

VOCAB = load_vocabulary()


def project(nummer, gemeente="", netbeheerder="", *trekkers):
    values = {"project_id": nummer, "projectnaam": f"Station {nummer}", "gemeente": gemeente}
    values["netbeheerder"] = netbeheerder
    return Project(
        source=Source(sheet="x", cell="A1"),
        values={key: Value(raw=text) for key, text in values.items() if text},
        afspraken=tuple({"activiteit": Value(raw="x"), "trekker": Value(raw=t)} for t in trekkers),
    )


def parties(*projects, per=frozenset(Rol)):
    lijst = Actielijst(
        provincie="Flevoland",
        uitgave="1",
        peildatum=date(2026, 11, 1),
        fiches=name_fiches(projects),
        zonder_locatie=(),
    )
    return {p.naam: (p.rollen, p.fiches) for p in partijen(lijst, VOCAB, per=per)}


def test_each_gemeente_and_netbeheerder_of_a_project_is_a_party():
    found = parties(project("1", "Diemen; Lelystad", "TenneT; Liander"), project("2", "Lelystad", "Liander"))
    assert found == {
        "Gemeente Diemen": ({Rol.GEMEENTE}, ("1",)),
        "Gemeente Lelystad": ({Rol.GEMEENTE}, ("1", "2")),
        "Liander": ({Rol.NETBEHEERDER}, ("1", "2")),
        "TenneT": ({Rol.NETBEHEERDER}, ("1",)),
    }


def test_a_party_with_two_roles_is_one_party():
    found = parties(project("1", "Lelystad", "Liander", "gemeente Lelystad / LIANDER"))
    assert found["Gemeente Lelystad"][0] == {Rol.GEMEENTE, Rol.TREKKER}
    assert found["Liander"][0] == {Rol.NETBEHEERDER, Rol.TREKKER}


def test_a_role_word_and_the_province_are_no_party():
    assert (
        parties(project("1", "", "", "gemeente / provincie / netbeheerder", "Provincie Flevoland", "n.v.t."))
        == {}
    )


def test_another_organisation_is_a_party_as_trekker_only_when_asked():
    one = project("1", "Lelystad", "", "Waterschap Zuiderzeeland")
    assert "Waterschap Zuiderzeeland" in parties(one)
    assert "Waterschap Zuiderzeeland" not in parties(one, per={Rol.GEMEENTE})


def test_a_file_name_is_plain():
    one = parties(project("1", "'s-Hertogenbosch; Súdwest-Fryslân"))
    lijst = partijen_of(one)
    assert lijst == ["gemeente-s-hertogenbosch", "gemeente-sudwest-fryslan"]


def partijen_of(found):
    return [Partij(naam=n, rollen=r, fiches=f).bestandsnaam for n, (r, f) in found.items()]


def test_what_a_party_may_fill_in_follows_from_the_table_of_fields():
    gemeente = Partij(naam="Gemeente X", rollen=frozenset({Rol.GEMEENTE}), fiches=()).velden(Fields())
    assert ("project", "locatie") in gemeente
    assert ("project", "ibn") not in gemeente
    assert ("project", "project_id") not in gemeente
    assert ("afspraak", "voortgang") in gemeente


def test_a_text_without_a_letter_or_digit_or_with_a_whole_story_is_no_party():
    assert set(parties(project("1", "Lelystad", "", "?", "..", "w" * 101, "w" * 100))) == {
        "Gemeente Lelystad",
        "w" * 100,
    }
