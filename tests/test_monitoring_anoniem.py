"""Names of persons out of an extract: what goes, what stays. Every name here is made up."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maanden import NAMEN, afspraak, maand, monitoring, project

from actielijst_xl.model.maand import HoofddocumentTekst, VeldBron
from actielijst_xl.model.vocab import fold
from actielijst_xl.monitoring.anoniem import anonymous

NAAM, MAIL, TELEFOON = "(naam weggelaten)", "(mailadres weggelaten)", "(telefoonnummer weggelaten)"


# --- cells that name who does something ---


@pytest.mark.parametrize(
    "text",
    [
        "Stedin",
        "TenneT",
        "gemeente Bergen",
        "Gemeente Bergen (NH)",
        "De Wolden",
        "Gemeente De Wolden",
        "Son en Breugel",
        "Nuenen, Gerwen en Nederwetten",
        "'s-Hertogenbosch",
        "Westland Infra",
        "Gasunie Transport Services",
        "Waterschap Zuiderzeeland",
        "Rijkswaterstaat Midden-Nederland",
        "netbeheerder / gemeente",
        "bevoegd gezag",
        "Provincie Noord-Holland",
        "provincie en gemeenten",
        "Coöperatie Zonnestroom Polder",
        "Liander B.V.",
        "Havenbedrijf Rotterdam",
        "grondeigenaar",
        "GS",
        "Ministerie van KGG",
        "alle stakeholders",
        "Warmtebedrijf Oost",
        "ProRail",
        "n.t.b.",
        "B.V. Windpark",
    ],
)
def test_an_organisation_a_place_or_a_role_stays(text):
    assert NAMEN.clean_organisations(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Jan de Vries", NAAM),
        ("J. de Vries", NAAM),
        ("J.P. Jansen-Bakker", NAAM),
        ("dhr. Bakker", NAAM),
        ("mevrouw El Amrani", NAAM),
        ("Fatima El Amrani", NAAM),
        ("Sanne", NAAM),
        ("Wubbe Terpstra", NAAM),  # an uncommon first name: two capitals and no organisation
        ("j.devries@voorbeeld.nl", NAAM),
        ("Gemeente Urk (Jan de Vries)", "Gemeente Urk"),
        ("Jan de Vries (Gemeente Urk)", "Gemeente Urk"),
        ("Jan de Vries, Gemeente Urk", "Gemeente Urk"),
        ("TenneT / J. Bakker", "TenneT"),
        ("J. Bakker / TenneT / Gemeente Urk", "TenneT / Gemeente Urk"),
        ("TenneT - Jan de Vries", "TenneT"),
        ("Liander; Piet Bakker; provincie", "Liander; provincie"),
        ("Gemeente Urk, 06-12345678", "Gemeente Urk"),
        ("Gemeente Urk, +31 (0)20 123 4567", "Gemeente Urk"),
        ("(020) 123 45 67", NAAM),
        ("wethouder M. Bos", "wethouder"),
        ("Contactpersoon: Jansen", "Contactpersoon"),
        ("Gemeente Urk, t.a.v. mevrouw Smit", "Gemeente Urk"),
        ("Gemeente Urk Jan de Boer", "Gemeente Urk"),
        ("Jan de Boer Gemeente Urk", "Gemeente Urk"),
        ("Vries, A.B. de / TenneT", "TenneT"),
        ("dhr Jansen / TenneT", "TenneT"),
        ("Bart v/d Berg / TenneT", "TenneT"),
        ("Jan Vermeer", NAAM),
        ("- TenneT\n- J. Smit", "TenneT"),
        ("TenneT – Jan de Boer", "TenneT"),
    ],
)
def test_a_person_goes_and_the_organisation_beside_it_stays(text, left):
    assert NAMEN.clean_organisations(text) == left


def test_an_organisation_of_the_settings_stays():
    assert NAMEN.clean_organisations("Groene Hart") == NAAM
    own = replace(NAMEN, organisaties=("Groene Hart",))
    assert own.clean_organisations("Groene Hart") == "Groene Hart"


# --- running text ---


@pytest.mark.parametrize(
    "text",
    [
        "Overleg met Stedin en de gemeente Bergen",
        "Station aan de Jan van Galenstraat",
        "Locatie bij Anna Paulowna",
        "A. Locatie kiezen\nB. Tracé bepalen",
        "Project C.3. en 1.10, postcode 1234 AB Urk",
        "Tracé Sint Maarten",
        "Contract met Liander B.V. Getekend in mei",
        "IP2026-0412; IP2026-0413",
        "01-03-2027 10:00 uur, 15-02-2027",
        "NH-012-A02, 150/20 kV, 2.500.000 euro, 12.345.678 m3",
        "Gedeputeerde Staten besluiten",
        "wethouder Energie is akkoord",
        "Besluit van de Raad van State",
        "EAN 871687100000212345",
        "KvK 01234567, bedrag 0123456789,50",
        "projectleider TenneT komt langs",
        "W.A. Scholtenkanaal wordt verbreed",
        "20 mw Windenergie",
        "Robert Bosch BV levert",
        "M.E.R. Beoordeling loopt",
        "A. Grond kopen",
        "+250 MW in 2030 2031",
    ],
)
def test_a_text_without_persons_stays_as_it_is(text):
    assert NAMEN.clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bel Jan de Vries", f"Bel {NAAM}"),
        ("Gesprek met dhr. De Boer over grond", f"Gesprek met {NAAM} over grond"),
        ("Overleg met J. van der Meer gepland", f"Overleg met {NAAM} gepland"),
        ("mevrouw P. Smit wil niet verkopen", f"{NAAM} wil niet verkopen"),
        ("wethouder Jansen is akkoord", f"wethouder {NAAM} is akkoord"),
        ("Contactpersoon: Wubbe Terpstra", f"Contactpersoon: {NAAM}"),
        ("Mail naar p.bakker@voorbeeld.nl", f"Mail naar {MAIL}"),
        ("mail p.bakker (at) voorbeeld.nl", f"mail {MAIL}"),
        ("Tel. 06-12345678", f"Tel. {TELEFOON}"),
        ("Tel. 06 12 34 56 78.", f"Tel. {TELEFOON}."),
        ("Tel: 020-1234567", f"Tel: {TELEFOON}"),
        ("(0320) 26 52 65", TELEFOON),
        ("+31 6 12345678", TELEFOON),
        ("0031612345678", TELEFOON),
        ("Fatima El Amrani en Piet Bakker", f"{NAAM} en {NAAM}"),
        ("mw. A.B. de Vries-Jansen belt", f"{NAAM} belt"),
        ("mw Jansen belt", f"{NAAM} belt"),
        ("DHR. DE BOER", NAAM),
        ("J. de Boer belt", f"{NAAM} belt"),
        ("A.B. Smit belt", f"{NAAM} belt"),
        ("Overleg (J. Smit)", f"Overleg {NAAM}"),
        ("t.a.v. J. Smit", f"t.a.v. {NAAM}"),
        ("P. de Groot / J. Smit", f"{NAAM} / {NAAM}"),
        ("Overleg met Vries, A.B. de gepland", f"Overleg met {NAAM} gepland"),
        ("Bart v.d. Berg en Bart v/d Berg", f"{NAAM} en {NAAM}"),
        ("Gedeputeerde Anne-Marie Bakker", f"Gedeputeerde {NAAM}"),
        ("Bel Jan Groeneveld", f"Bel {NAAM}"),
        ("Bel Jan (06-12345678)", f"Bel Jan {TELEFOON}"),
        ("0320 - 265 265", TELEFOON),
        ("06/12345678", TELEFOON),
        ("+31 (0)20 123 4567", TELEFOON),
        ("+32 475 12 34 56", TELEFOON),
    ],
)
def test_a_person_an_address_and_a_number_go(text, left):
    assert NAMEN.clean_text(text) == left


@pytest.mark.parametrize(
    "text", ["Wubbe Terpstra zegt nee", "Sanne belt morgen", "jan de vries tekent", "Overleg met Jansen"]
)
def test_what_the_rule_does_not_see_is_known(text):
    assert NAMEN.clean_text(text) == text  # the limits that the manual tells


# --- a whole record ---


def test_names_leave_every_table_of_a_record_and_the_figures_stay():
    named = maand(
        projecten=[project("1", betrokken_partijen="Waterschap; Jan de Vries", omschrijving="Bel J.P. Smit")],
        afspraken=[
            afspraak("1", 1, trekker="Jan de Vries", hoofdtrekker="Jan de Vries"),
            afspraak("1", 2, trekker="Piet Bakker / TenneT", hoofdtrekker="Piet Bakker"),
        ],
        monitoring=[monitoring("1", monitoring_trekker="Sanne Smit", aandachtspunten="dhr. Smit weigert")],
        hoofddocument=(HoofddocumentTekst(provincie="P", veld="nmiek", tekst="Vraag Jan de Vries"),),
        bronnen=(
            VeldBron(
                provincie="P",
                project_sleutel="1",
                tabel="project",
                rij="",
                veld="ibn",
                bron="Retour Jan de Vries, 01-11-2026",
            ),
        ),
    )
    found = anonymous(named, NAMEN)
    texts = repr(found)
    assert [name for name in ("Vries", "Bakker", "Sanne", "Smit") if name in texts] == []
    assert [a.hoofdtrekker for a in found.afspraken] == [NAAM, "TenneT"]
    assert {p.partij: p.afspraken_open for p in found.partijen} == {NAAM: 1, "TenneT": 1}
    assert found.bronnen[0].bron == f"Retour {NAAM}, 01-11-2026"
    assert found.met_namen is False


def test_a_name_typed_where_a_gemeente_or_a_status_belongs_goes_too():
    typed = {"gemeente": "Urk (J. de Boer)", "projectfase": "Vraag Jan de Boer", "projectnaam": "06-12345678"}
    found = anonymous(maand(projecten=[project("1", **typed)]), NAMEN).projecten[0]
    assert (found.gemeente, found.projectfase) == (f"Urk {NAAM}", f"Vraag {NAAM}")
    assert found.projectnaam == TELEFOON


def test_a_number_of_the_investeringsplan_stays_and_a_name_beside_it_goes():
    typed = {"ip_id": "0612345678; IP 12; dhr. De Boer 06-12 34 56 78", "locatie": "Grond van J. de Boer"}
    found = anonymous(maand(projecten=[project("1", **typed)]), NAMEN).projecten[0]
    assert found.ip_id == f"0612345678; IP 12; {NAAM} {TELEFOON}"
    assert found.locatie == f"Grond van {NAAM}"


def test_names_and_numbers_of_projects_are_never_touched():
    kept = {"projectnaam": "Jan de Vries", "ip_id": "0612345678", "gemeente": "Bergen"}
    found = anonymous(maand(projecten=[project("0612345678", **kept)]), NAMEN)
    assert found.projecten[0].project_id == "0612345678"
    assert {key: getattr(found.projecten[0], key) for key in kept} == kept


PIECES = st.sampled_from(
    (
        *("Jan de Vries", "J. Smit", "Stedin", "gemeente Urk", "06-12345678", "a@b.nl", "2027", NAAM),
        *(" / ", ", ", "\n", "(", ")", ".", "wethouder ", "dhr. ", "Bel "),
    )
)


@given(st.lists(PIECES, max_size=6).map("".join))
def test_anonymous_twice_is_anonymous_once(text):
    for clean in (NAMEN.clean_text, NAMEN.clean_organisations):
        assert clean(clean(text)) == clean(text)


def test_a_record_without_names_stays_the_same():
    found = anonymous(maand(projecten=[project("1", ibn_laatste=date(2029, 12, 31))]), NAMEN)
    assert anonymous(found, NAMEN) == found


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["a.", "a@", "é", "0", "Jan-", "Jan van ", "A. ", "dhr. ", "(", "a@b."])
def test_a_long_text_takes_no_time_beyond_its_length(piece):
    """A quadratic pattern takes more than a minute on each of these."""
    long = piece * (30_000 // len(piece))
    assert NAMEN.clean_text(long) is not None
    assert NAMEN.clean_organisations(long) is not None


def test_a_mail_address_behind_another_goes_too():
    assert NAMEN.clean_text("a@b.nl..c@d.nl") == f"{MAIL}..{MAIL}"


# --- the lists ---


def test_the_words_are_written_as_they_are_compared():
    lists = {key: value for key, value in NAMEN.woorden.items() if not isinstance(value, str)}
    wrong = {key: [w for w in words if fold(w) != w or not w.strip()] for key, words in lists.items()}
    assert {key: words for key, words in wrong.items() if words} == {}
    assert len(set(NAMEN.woorden["voornamen"])) == len(NAMEN.woorden["voornamen"])


def test_no_first_name_is_a_gemeente_a_netbeheerder_or_an_organisation():
    gemeenten = {fold(gemeente.naam) for gemeente in NAMEN.vocab.gemeenten}
    assert NAMEN.voornamen & (gemeenten | set(NAMEN.woorden["organisatiewoorden"])) == set()


@pytest.mark.parametrize("text", ["{}", "Gemeente {}", "Overleg met {} over grond"])
def test_every_gemeente_netbeheerder_and_province_stays(text):
    names = [g.naam for g in NAMEN.vocab.gemeenten]
    names += [*NAMEN.vocab.netbeheerders.names, *NAMEN.vocab.provincies.names]
    changed = [name for name in names if NAMEN.clean_text(text.format(name)) != text.format(name)]
    assert changed == []


def test_every_gemeente_netbeheerder_and_province_may_be_a_party():
    names = [g.naam for g in NAMEN.vocab.gemeenten]
    names += [*NAMEN.vocab.netbeheerders.names, *NAMEN.vocab.provincies.names]
    assert [name for name in names if NAMEN.clean_organisations(name) != name] == []
