"""Runs under the Python that has LibreOffice's bridge: does in Calc what it is told, one job per line.

A job is `{"open": path, "steps": [[name, argument, ...], ...], "save": {path: filter}}`; the answer is
`{"ok": true, "said": [what each step returned]}` or `{"error": text}`. What is typed is understood by the
program's own rules for input in Dutch.
"""

import json
import sys
import traceback
from pathlib import Path

import office_master
import uno
from com.sun.star.awt import FontWeight
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.ConditionOperator import EQUAL
from com.sun.star.table import CellAddress

STEPS = {}
SEEN = 0x17  # values, dates, texts and formulas
FILL = (("Direction", "TO_BOTTOM"), ("Mode", "SIMPLE"))


def step(function):
    STEPS[function.__name__] = function
    return function


class Desk:
    """A workbook that is open, and what a person does to it."""

    def __init__(self, desktop, path):
        self.desktop = desktop
        self.doc = load(desktop, path)
        self.control = self.doc.getCurrentController()

    def sheet(self, name):
        return self.doc.Sheets.getByName(name)

    def at(self, sheet, place):
        return self.sheet(sheet).getCellRangeByName(place)


def props(**given):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in given.items())


def load(desktop, path):
    doc = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, props(Hidden=True))
    if doc is None:
        raise RuntimeError(f"not opened: {path}")
    return doc


# --- typing ------------------------------------------------------------------------------------------


@step
def type_in(desk, sheet, cell, text):
    """Type a text, which the program understands as Dutch input; a locked cell takes none."""
    at = desk.at(sheet, cell)
    if desk.sheet(sheet).isProtected() and at.CellProtection.IsLocked:
        raise RuntimeError(f"{cell} of {sheet} is locked")
    at.FormulaLocal = text
    return at.getString()


@step
def choose(desk, sheet, cell, text):
    """Pick a word from the drop-down; it must be in it."""
    at = desk.at(sheet, cell)
    source = at.Validation.getFormula1()
    if text not in offered(desk, source):
        raise RuntimeError(f"{text} is not in the drop-down of {cell}: {source}")
    return type_in(desk, sheet, cell, text)


def offered(desk, source):
    """The words of a drop-down: its source is a list of texts, a range or a name."""
    if source.startswith('"'):
        return source.replace('"', "").split(";")
    here = desk.doc.NamedRanges
    if here.hasByName(source):
        source = here.getByName(source).Content
    sheet, _, place = source.replace("$", "").rpartition(".")
    rows = desk.at(sheet.strip("'"), place).getDataArray()
    return [str(value) for row in rows for value in row]


@step
def clear(desk, sheet, place):
    desk.at(sheet, place).clearContents(SEEN)


@step
def type_lines(desk, sheet, cell, lines):
    at = desk.at(sheet, cell)
    at.setString("\n".join(lines))
    return at.getString()


@step
def type_rich(desk, sheet, cell, plain, bold):
    """Text of which the last part is bold and red."""
    at = desk.at(sheet, cell)
    at.setString(plain)
    cursor = at.createTextCursor()
    cursor.gotoEnd(False)
    at.insertString(cursor, bold, False)
    cursor.gotoEnd(False)
    cursor.goLeft(len(bold), True)
    cursor.CharWeight, cursor.CharColor = FontWeight.BOLD, 0xFF0000
    return at.getString()


@step
def formula(desk, sheet, cell, text):
    desk.at(sheet, cell).setFormula(text)
    return desk.at(sheet, cell).getString()


@step
def replace_all(desk, sheet, place, old, new):
    at = desk.at(sheet, place)
    found = at.createReplaceDescriptor()
    found.SearchString, found.ReplaceString = old, new
    return at.replaceAll(found)


@step
def copy_to(desk, sheet, source, target):
    """Copy and paste a range on its sheet; the target is the first cell."""
    place = desk.at(sheet, target).getCellAddress()
    desk.sheet(sheet).copyRange(place, desk.at(sheet, source).getRangeAddress())


@step
def cut_to(desk, sheet, source, target):
    place = desk.at(sheet, target).getCellAddress()
    desk.sheet(sheet).moveRange(place, desk.at(sheet, source).getRangeAddress())


@step
def fill_down(desk, sheet, place):
    """Fill the first cell of a range down."""
    way, kind = (uno.Enum(f"com.sun.star.sheet.Fill{name}", value) for name, value in FILL)
    day = uno.Enum("com.sun.star.sheet.FillDateMode", "FILL_DATE_DAY")
    desk.at(sheet, place).fillSeries(way, kind, day, 0, 0)


@step
def note(desk, sheet, cell, text):
    place = desk.at(sheet, cell).getCellAddress()
    desk.sheet(sheet).getAnnotations().insertNew(place, text)


# --- rows and columns --------------------------------------------------------------------------------


@step
def unprotect(desk, sheet):
    desk.sheet(sheet).unprotect("")


@step
def insert_rows(desk, sheet, before, count=1):
    desk.sheet(sheet).Rows.insertByIndex(before - 1, count)


@step
def delete_rows(desk, sheet, first, count=1):
    desk.sheet(sheet).Rows.removeByIndex(first - 1, count)


@step
def insert_column(desk, sheet, before):
    place = desk.at(sheet, f"{before}1").getCellAddress()
    desk.sheet(sheet).Columns.insertByIndex(place.Column, 1)


@step
def delete_column(desk, sheet, column):
    place = desk.at(sheet, f"{column}1").getCellAddress()
    desk.sheet(sheet).Columns.removeByIndex(place.Column, 1)


@step
def move_column(desk, sheet, column, before):
    """Cut a column and insert it elsewhere: formulas follow, as with cut and paste."""
    insert_column(desk, sheet, before)
    wide = desk.sheet(sheet)
    here, there = (desk.at(sheet, f"{c}1").getCellAddress().Column for c in (column, before))
    here += here >= there
    source = wide.getCellRangeByPosition(here, 0, here, 400)
    target = CellAddress(wide.getRangeAddress().Sheet, there, 0)
    wide.moveRange(target, source.getRangeAddress())
    wide.Columns.removeByIndex(here, 1)


@step
def sort(desk, sheet, place, column, ascending):
    """Sort a range without its header by a column of it, counted from 0."""
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = column, ascending
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    wanted = (PropertyValue("SortFields", 0, fields, 0), *props(ContainsHeader=False, IsSortColumns=False))
    desk.at(sheet, place).sort(wanted)


@step
def filter_on(desk, sheet, place, column, text):
    """Filter a range with its header on one word, with the drop-down buttons shown."""
    ranges = desk.doc.DatabaseRanges
    ranges.addNewByName("Filter", desk.at(sheet, place).getRangeAddress())
    ranges.getByName("Filter").AutoFilter = True
    wanted = desk.at(sheet, place).createFilterDescriptor(True)
    field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
    field.Field, field.Operator, field.IsNumeric, field.StringValue = column, filter_equal(), False, text
    wanted.setFilterFields((field,))
    wanted.ContainsHeader = True
    desk.at(sheet, place).filter(wanted)


def filter_equal():
    return uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")


@step
def merge_cells(desk, sheet, place):
    desk.at(sheet, place).merge(True)


@step
def hide_column(desk, sheet, column):
    desk.at(sheet, f"{column}1").Columns.IsVisible = False


@step
def group_rows(desk, sheet, place):
    area = desk.at(sheet, place).getRangeAddress()
    desk.sheet(sheet).group(area, uno.Enum("com.sun.star.table.TableOrientation", "ROWS"))
    desk.sheet(sheet).hideDetail(area)


# --- looks -------------------------------------------------------------------------------------------


@step
def dress_up(desk, sheet, place):
    """Other colours, fonts, borders, widths, heights and number formats."""
    at = desk.at(sheet, place)
    at.CellBackColor, at.CharColor, at.CharHeight = 0xFFF2CC, 0x7F0000, 14
    at.CharFontName, at.CharWeight, at.IsTextWrapped = "Courier New", FontWeight.BOLD, False
    at.Columns.Width, at.Rows.Height = 7000, 1500
    at.NumberFormat = desk.doc.NumberFormats.addNew("0,000", at.CharLocale)
    at.Rows.OptimalHeight = True


@step
def highlight(desk, sheet, place, text):
    """A conditional format of one's own."""
    at = desk.at(sheet, place)
    rules = at.ConditionalFormat
    rules.addNew(
        (
            PropertyValue("Operator", 0, EQUAL, 0),
            *props(Formula1=f'"{text}"', StyleName="Good"),
        )
    )
    at.ConditionalFormat = rules


@step
def view(desk, sheet):
    """Freeze panes, other zoom, another sheet and cell in view, own print area."""
    desk.control.setActiveSheet(desk.sheet(sheet))
    desk.control.freezeAtPosition(2, 5)
    desk.control.ZoomValue = 70
    area = desk.at(sheet, "A1:D20").getRangeAddress()
    desk.sheet(sheet).setPrintAreas((area,))


# --- sheets ------------------------------------------------------------------------------------------


@step
def rename_sheet(desk, sheet, name):
    desk.sheet(sheet).setName(name)


@step
def move_sheet(desk, sheet, place):
    desk.doc.Sheets.moveByName(sheet, place)


@step
def copy_sheet(desk, sheet, name, place):
    desk.doc.Sheets.copyByName(sheet, name, place)


@step
def delete_sheet(desk, sheet):
    desk.doc.Sheets.removeByName(sheet)


@step
def hide_sheet(desk, sheet):
    desk.sheet(sheet).IsVisible = False


@step
def add_sheet(desk, name, cells):
    desk.doc.Sheets.insertNewByName(name, desk.doc.Sheets.Count)
    for cell, text in cells.items():
        type_in(desk, name, cell, text)


@step
def paste_sheet(desk, path, sheet, place):
    """Bring in a sheet of another workbook, as 'move or copy sheet' does."""
    other = load(desk.desktop, path)
    try:
        desk.doc.Sheets.importSheet(other, sheet, place)
    finally:
        other.close(True)


@step
def names(desk):
    return list(desk.doc.Sheets.ElementNames)


@step
def shows(desk, sheet, cell):
    return desk.at(sheet, cell).getString()


# --- the listener ------------------------------------------------------------------------------------


def run(desktop, job):
    desk = Desk(desktop, job["open"])
    try:
        said = [STEPS[name](desk, *args) for name, *args in job["steps"]]
        for path, kind in job["save"].items():
            desk.doc.storeToURL(Path(path).as_uri(), props(FilterName=kind))
        return {"ok": True, "said": said}
    finally:
        desk.doc.close(True)


def tell(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main():
    STEPS.update(office_master.STEPS)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    context = resolver.resolve(f"uno:pipe,name={sys.argv[1]};urp;StarOffice.ComponentContext")
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    tell({"ok": True})
    for line in sys.stdin:
        try:
            answer = run(desktop, json.loads(line))
        except Exception:  # noqa: BLE001  (told to the test, which fails on it)
            answer = {"error": traceback.format_exc()}
        tell(answer)


if __name__ == "__main__":
    main()
