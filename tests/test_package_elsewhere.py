"""Sheets that are patched, and parts that are checked, elsewhere: the outcome is that of doing all here."""

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actielijst_xl.package.bench import Workbench
from actielijst_xl.package.container import Archive
from actielijst_xl.package.edits import AppendRows, Formula, MarkCell, RenewFormulas, SetCell
from actielijst_xl.package.elsewhere import only_here
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.patch import apply_edits, patch
from actielijst_xl.package.verify import verify
from tests.packages import MAIN, edited, fiche_book, handmade, members, opened

BEFORE = fiche_book(fiches=6)
FICHES = [f"{n:02d} Project" for n in range(1, 7)]


class Elsewhere:
    """Does the work at once, on copies; of the last `late` pieces nobody begins."""

    def __init__(self, late: int = 0) -> None:
        self.late, self.told, self.asked = late, [], []

    def __call__(self, make, args, work, items, /):
        made = make(*pickle.loads(pickle.dumps(args)))
        in_time = items[: max(len(items) - self.late, 0)]
        outcomes = [_tried(work, made, pickle.loads(pickle.dumps(item))) for item in in_time]
        self.told.append((work.__name__, len(items)))

        def outcome(at):
            self.asked.append(at)
            return outcomes[at] if at < len(outcomes) else None

        return outcome


def _tried(work, made, item):
    try:
        return work(made, item)
    except PatchError:
        return None


def texts(value="tekst"):
    return [SetCell(sheet=name, cell="B10", value=f"{value} {name}") for name in FICHES]


def all_kinds():
    """Edits of cells on every fiche, of which some need a new format, and edits of other kinds in between."""
    return [
        *texts(),
        SetCell(sheet=FICHES[1], cell="A1", value=date(2027, 3, 1)),
        MarkCell(sheet=FICHES[2], cell="B10", fill="FF0000", border="00FF00"),
        AppendRows(table="Logboek", rows=(("02-11-2026", "01", "", "x"),)),
        SetCell(sheet=FICHES[4], cell="A1", value="=1+1"),
        RenewFormulas(sheet=FICHES[5], wanted={"D2": Formula("1+1", 2)}, new=frozenset({"D2"})),
    ]


@given(st.integers(0, 8))
def test_it_makes_no_difference_how_much_is_done_elsewhere(late):
    edits = all_kinds()
    assert patch(BEFORE, edits, Elsewhere(late)) == patch(BEFORE, edits)


def test_only_sheets_of_which_nothing_but_cells_change_are_done_elsewhere():
    elsewhere = Elsewhere()
    patch(BEFORE, all_kinds(), elsewhere)
    work, pieces = elsewhere.told[0]
    assert (work, pieces) == ("done", 5)  # all fiches but the one with a mark


def test_the_last_piece_is_asked_for_first_so_that_here_and_there_meet():
    elsewhere = Elsewhere()
    patch(BEFORE, texts(), elsewhere)
    assert elsewhere.asked == [5, 4, 3, 2, 1, 0]


def test_a_sheet_that_needs_a_new_format_is_done_here_and_spoils_no_other():
    bench = Workbench(BEFORE)
    assert bench.done([SetCell(sheet=FICHES[0], cell="A1", value=date(2027, 3, 1))]) is None
    assert bench.done(texts()[1:2]) == Workbench(BEFORE).done(texts()[1:2])


def test_a_sheet_that_fails_spoils_no_other():
    bench = Workbench(BEFORE)
    with pytest.raises(PatchError):
        bench.done([texts()[0], SetCell(sheet=FICHES[0], cell="nergens", value="x")])
    assert bench.done(texts()[1:2]) == Workbench(BEFORE).done(texts()[1:2])


def test_one_sheet_after_the_other_is_done_and_none_remembers_another_time():
    bench = Workbench(BEFORE)
    found = [bench.done([edit]) for edit in texts()]
    assert [each.part.inflated().count(b"tekst") for each in found] == [1] * len(FICHES)
    again = bench.done([SetCell(sheet=FICHES[0], cell="B10", value=None)])
    assert again is not None
    assert again.part is None


def test_a_formula_more_makes_the_chain_of_calculation_stale_wherever_it_is_done():
    package = handmade(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
        extra={"xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'},
        rels={"rIdC": "calcChain calcChain.xml"},
    )
    wanted = {"A1": Formula("1+1", 2), "B1": Formula("2+2", 4)}
    edits = [RenewFormulas(sheet="Blad", wanted=wanted, new=frozenset({"B1"}))]
    elsewhere = Elsewhere()
    after = patch(package, edits, elsewhere)
    assert elsewhere.asked == [0]
    assert "xl/calcChain.xml" not in members(after)
    assert after == patch(package, edits)


def test_edits_that_change_nothing_give_no_new_part():
    [edit] = texts()[:1]
    after = patch(BEFORE, [edit])
    assert Workbench(after).done([edit]).part is None
    assert patch(after, [edit], Elsewhere()) == after


def test_an_edit_that_is_impossible_is_refused_as_ever():
    with pytest.raises(PatchError) as refusal:
        patch(BEFORE, [*texts(), SetCell(sheet=FICHES[3], cell="B10", value="x" * 40_000)], Elsewhere())
    assert refusal.value.code == "XA-G110"


@pytest.mark.parametrize("late", [0, 6])
@pytest.mark.parametrize(("value", "code"), [("Andere kop", "XA-G123"), ("x" * 40_000, "XA-G110")])
def test_a_fault_is_refused_as_ever_whoever_looked_at_it_first(value, code, late):
    edits = [*texts(), SetCell(sheet=FICHES[3], cell="B9", value=value)]
    with pytest.raises(PatchError) as refusal:
        patch(BEFORE, edits, Elsewhere(late))
    assert refusal.value.code == code


@pytest.mark.parametrize("elsewhere", [only_here, Elsewhere(), Elsewhere(late=6)])
@pytest.mark.parametrize("part", ["xl/tables/table1.xml", "xl/sharedStrings.xml"])
def test_a_damaged_part_that_no_edit_names_is_refused(part, elsewhere):
    with pytest.raises(PatchError) as refusal:
        patch(edited(BEFORE, part, "</", "<"), texts(), elsewhere)
    assert refusal.value.code == "XA-G106"


class Mixed(Elsewhere):
    """Somebody elsewhere who mixes up whose sheet is whose."""

    def __call__(self, make, args, work, items, /):
        return super().__call__(make, args, work, items[::-1])


def test_a_sheet_in_the_place_of_another_does_not_count():
    assert patch(BEFORE, texts(), Mixed()) == patch(BEFORE, texts())


def test_a_part_that_is_not_as_it_was_checked_is_checked_again():
    after, edits = apply_edits(BEFORE, texts("TEKST")), texts()
    checked = {key: Archive(apply_edits(BEFORE, edits)).packed(key) for key in Archive(after).members}
    with pytest.raises(PatchError) as refusal:
        verify(BEFORE, after, edits, checked)
    assert refusal.value.code == "XA-G124"


def test_a_sheet_with_a_fault_is_left_to_who_asked():
    header = [SetCell(sheet=FICHES[0], cell="B9", value="Andere kop")]
    assert Workbench(BEFORE).done(header) is None
    with pytest.raises(PatchError) as refusal:
        patch(BEFORE, header, Elsewhere())
    assert refusal.value.code == "XA-G123"


def test_what_was_done_elsewhere_is_in_the_result():
    after = opened(patch(BEFORE, texts(), Elsewhere()))
    assert [after[name]["B10"].value for name in FICHES] == [f"tekst {name}" for name in FICHES]
