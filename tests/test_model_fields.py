"""The table of fields: one home, complete and within the limits of Excel."""

import pytest

from actielijst_xl.model.fields import FIELDS, Fields, Tabel
from actielijst_xl.reading.headers import HeaderIndex

# Header variants seen in lists of provinces, per field.
SEEN = {
    "project_id": ["Project (naar pMIEK-lijst)", "Link met pMIEK project", "Nr", "Projectnummer", "Nr.", "#"],
    "projectnaam": ["Projectnaam", "Naam", "Omschrijving project", "Station"],
    "aanleiding": ["Aanleiding", "Nut en noodzaak", "Knelpunt"],
    "kansen_knelpunten": ["Kansen en knelpunten", "Knelpunten"],
    "projectfase": ["Status van het project", "Fase", "Fasering", "MIEK-fase", "Huidige fase", "Projectfase"],
    "vervolg": ["Vervolg", "Vervolgtraject", "Vervolgstap", "Route"],
    "locatie": ["Locatie", "RES-regio", "Deelgebied", "Plaats"],
    "type_infra": ["Type infra", "Soort infra", "Infrastructuur", "Asset", "Type infrastructuur"],
    "energiedrager": ["type energiedrager", "Energiedrager", "Drager"],
    "spanningsniveau": ["Spanningsniveau", "kV"],
    "betrokken_partijen": ["Betrokken partijen", "Stakeholders", "Partners"],
    "bevoegd_gezag": ["Bevoegd gezag", "BG"],
    "ibn": [
        "Ingebruiknamedatum",
        "IBN",
        "Jaar van inbedrijfname",
        "IBN-datum",
        "Verwachte IBN",
        "Realisatiejaar",
    ],
    "haalbaarheid_ibn": ["Haalbaarheid IBN", "Stoplicht"],
    "in_ip": ["Project opgenomen in IP?"],
    "ip_id": ["ID/projectnummer in investeringsplan?", "IP-nummer", "IP ID"],
    "activiteit": ["Activiteit", "Actie", "Uitvoeringsafspraak", "Afspraak"],
    "trekker": ["Trekker / verantwoordelijke", "Actiehouder", "Trekker", "Eigenaar", "Verantwoordelijke"],
    "resultaat": ["Resultaat", "Doel en beoogd resultaat", "Beoogd resultaat"],
    "planning": ["Planning", "Wanneer"],
    "aandachtspunten": ["Aandachtspunten (proces of risico)", "Risico's"],
    "versnellingsactie": ["Versnellingsactie", "Versnelling"],
    "vraag_energyboard": ["Vraag aan energyboard", "Escalatie", "Gevraagd besluit"],
    "prioriteit": ["Score", "Prioriteit"],
}


@pytest.mark.parametrize(("key", "kop"), [(key, kop) for key, heads in SEEN.items() for kop in heads])
def test_a_header_that_provinces_use_is_known(key, kop):
    assert key in {claim.field for claim in HeaderIndex(Fields()).claims(kop)}


def test_keys_are_plain_and_unique():
    keys = [field.key for field in FIELDS]
    assert len(set(keys)) == len(keys)
    assert all(key.isascii() and key.isidentifier() and key == key.lower() for key in keys)


def test_labels_are_unique_within_a_table():
    for tabel in Tabel:
        labels = [field.label.casefold() for field in Fields().of(tabel)]
        assert len(set(labels)) == len(labels)


def test_help_fits_its_cell_and_excel_s_input_message():
    for field in FIELDS:
        assert 0 < len(field.hulp) <= 60, field.key
        assert field.voorbeeld, field.key
        assert len(f"{field.hulp}. Bijvoorbeeld: {field.voorbeeld}.") <= 255


def test_a_closed_field_has_a_list():
    assert all(field.lijst for field in FIELDS if field.gesloten)


def test_the_order_is_that_of_the_printed_form():
    # Handreiking, bijlage 1.
    printed = (
        "projectnaam aanleiding doel kansen_knelpunten projectfase type_project vervolg locatie type_infra"
    )
    printed += " betrokken_partijen bevoegd_gezag tijdspad ibn in_ip ip_id"
    keys = [field.key for field in Fields().of(Tabel.PROJECT)]
    assert [key for key in keys if key in printed.split()] == printed.split()
    table = "activiteit trekker afspraak_partijen resultaat planning"
    assert [f.key for f in Fields().of(Tabel.AFSPRAAK)][:5] == table.split()


def test_two_fields_with_one_key_are_refused():
    with pytest.raises(ValueError, match="same key"):
        Fields([*FIELDS, FIELDS[0]])
