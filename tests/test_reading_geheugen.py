"""The search for cycles is put off during reading, and goes on after it."""

import gc

import pytest

from actielijst_xl.errors import InputError
from actielijst_xl.reading.geheugen import no_search_for_cycles
from actielijst_xl.reading.master import read_master
from tests.retour_builders import FIELDS, issued, issued_grid


def test_the_search_is_off_inside_and_on_again_after_it():
    with no_search_for_cycles():
        assert not gc.isenabled()
        with no_search_for_cycles():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_search_that_was_off_stays_off():
    gc.disable()
    try:
        with no_search_for_cycles():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_search_is_on_after_a_refusal():
    with pytest.raises(InputError):
        read_master(issued_grid(), fields=FIELDS, data=issued())
    assert gc.isenabled()
