"""What changed between two months."""

from datetime import date

import pytest
from maanden import afspraak, maand, monitoring, project

from actielijst_xl.model.maand import VeldBron
from actielijst_xl.model.maand_extract import WijzigingSoort
from actielijst_xl.monitoring.vergelijk import changes


def told(nu, toen):
    return [(w.soort, w.project_id, w.afspraak_nr, w.veld, w.was, w.wordt) for w in changes(nu, toen)]


def test_two_equal_months_have_no_changes():
    one = maand(
        projecten=[project("1", doel="x")], afspraken=[afspraak("1", 1)], monitoring=[monitoring("1")]
    )
    assert told(one, one) == []


def test_a_new_and_a_vanished_project_are_told_once():
    toen = maand("2026-10", projecten=[project("1")], afspraken=[afspraak("1", 1)])
    nu = maand(projecten=[project("2")], afspraken=[afspraak("2", 1)])
    assert told(nu, toen) == [
        (WijzigingSoort.NIEUW_PROJECT, "2", "", "", "", "Project 2"),
        (WijzigingSoort.VERDWENEN_PROJECT, "1", "", "", "Project 1", ""),
    ]


def test_a_new_and_a_vanished_afspraak_are_told_once():
    toen = maand("2026-10", projecten=[project("1")], afspraken=[afspraak("1", 1)])
    nu = maand(projecten=[project("1")], afspraken=[afspraak("1", 2, trekker="TenneT")])
    assert told(nu, toen) == [
        (WijzigingSoort.NIEUWE_AFSPRAAK, "1", "1-A02", "", "", "Actie 2"),
        (WijzigingSoort.VERDWENEN_AFSPRAAK, "1", "1-A01", "", "Actie 1", ""),
    ]


def test_a_field_of_each_table_is_told_with_both_values():
    toen = maand(
        "2026-10",
        projecten=[project("1", projectfase="Projectfase")],
        afspraken=[afspraak("1", 1, status="Loopt")],
        monitoring=[monitoring("1", oordeel="Aandacht")],
    )
    nu = maand(
        projecten=[project("1", projectfase="Realisatiefase")],
        afspraken=[afspraak("1", 1, status="Gereed")],
        monitoring=[monitoring("1", oordeel="Knelpunt")],
    )
    gewijzigd = WijzigingSoort.GEWIJZIGD
    assert told(nu, toen) == [
        (gewijzigd, "1", "", "projectfase", "Projectfase", "Realisatiefase"),
        (gewijzigd, "1", "", "oordeel", "Aandacht", "Knelpunt"),
        (gewijzigd, "1", "1-A01", "status", "Loopt", "Gereed"),
    ]
    assert {w.veld_label for w in changes(nu, toen)} == {"Projectfase", "Oordeel", "Status"}


@pytest.mark.parametrize(
    ("veld", "was", "wordt"),
    [
        ("ibn", "2031 – 2034", "van 2031 t/m 2034"),
        ("doel", "Ruimte  voor woningen", "Ruimte voor woningen"),
        ("doel", "‘aanhaling’", "'aanhaling'"),
        ("in_ip", "Ja", "ja"),
        ("projectfase", "Projectfase", "projectfase"),
    ],
)
def test_another_notation_is_no_change(veld, was, wordt):
    toen = maand("2026-10", projecten=[project("1", **{veld: was})])
    assert told(maand(projecten=[project("1", **{veld: wordt})]), toen) == []


def test_nvt_ntb_and_blank_are_three_different_things():
    texts = ("", "n.t.b.", "n.v.t.")
    for was in texts:
        for wordt in texts:
            toen = maand("2026-10", projecten=[project("1", ibn=was)])
            assert bool(told(maand(projecten=[project("1", ibn=wordt)]), toen)) == (was != wordt)


def test_the_day_of_an_update_is_no_change():
    toen = maand("2026-10", projecten=[project("1")], monitoring=[monitoring("1")])
    looked = monitoring("1", bijgewerkt_op=date(2026, 11, 1))
    assert told(maand(projecten=[project("1")], monitoring=[looked]), toen) == []


def test_a_change_has_the_source_of_its_own_field():
    bron = VeldBron(
        provincie="P",
        project_sleutel="1",
        tabel="afspraak",
        rij="1/a01",
        veld="status",
        bron="Retour TenneT, 01-11-2026",
    )
    rows = [afspraak("1", 1, status="Loopt"), afspraak("1", 2, status="Loopt")]
    toen = maand("2026-10", projecten=[project("1")], afspraken=rows)
    ready = [afspraak("1", 1, status="Gereed"), afspraak("1", 2, status="Gereed")]
    nu = maand(projecten=[project("1")], afspraken=ready, bronnen=(bron,))
    assert [w.bron for w in changes(nu, toen)] == [bron.bron, "Provincie"]


def test_the_same_number_in_another_province_is_another_project():
    toen = maand("2026-10", projecten=[project("1")], provincies=("P", "Q"))
    nu = maand(projecten=[project("1"), project("1", provincie="Q")], provincies=("P", "Q"))
    assert [(w.soort, w.provincie) for w in changes(nu, toen)] == [(WijzigingSoort.NIEUW_PROJECT, "Q")]


def test_a_province_that_takes_part_in_one_month_only_has_no_new_and_no_vanished_projects():
    one = maand("2026-10", projecten=[project("1")])
    two = maand(projecten=[project("1"), project("2", provincie="Q")], provincies=("P", "Q"))
    assert (told(two, one), told(one, two)) == ([], [])
