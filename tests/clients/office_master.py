"""More steps for `office_uno`: what an official adds to the master, and a look at what is there."""

import uno
from com.sun.star.awt import Rectangle

COLOUR = 0xC6E0B4
WIDTH = 9100  # hundredths of a millimetre


def place_of(desk, sheet, place):
    return desk.at(sheet, place).getRangeAddress()


def colour(desk, sheet, place):
    desk.at(sheet, place).CellBackColor = COLOUR


def widen(desk, sheet, column):
    desk.at(sheet, f"{column}1").Columns.Width = WIDTH


def chart_of(desk, sheet, source, place, title):
    """A column chart on a sheet about a range of another sheet."""
    frame = Rectangle(1000, 6000, 12000, 7000)
    charts = desk.sheet(sheet).getCharts()
    charts.addNewByName(title, frame, (place_of(desk, source, place),), True, True)
    made = charts.getByName(title).getEmbeddedObject()
    made.HasMainTitle = True
    made.Title.String = title


def pivot_of(desk, sheet, cell, source, place, rows, data):
    """A pivot table that counts `data` per `rows` of a range with headers."""
    tables = desk.sheet(sheet).getDataPilotTables()
    plan = tables.createDataPilotDescriptor()
    plan.setSourceRange(place_of(desk, source, place))
    fields = plan.getDataPilotFields()
    fields.getByName(rows).Orientation = orientation("ROW")
    fields.getByName(data).Orientation = orientation("DATA")
    fields.getByName(data).Function = function("COUNT")
    tables.insertNewByName("Draaitabel", desk.at(sheet, cell).getCellAddress(), plan)


def orientation(name):
    return enum("com.sun.star.sheet.DataPilotFieldOrientation", name)


def function(name):
    return enum("com.sun.star.sheet.GeneralFunction", name)


def enum(kind, name):
    return uno.Enum(kind, name)


def refresh_pivot(desk, sheet):
    """Let the pivot table count anew, as an official does after a merge."""
    for name in desk.sheet(sheet).getDataPilotTables().ElementNames:
        desk.sheet(sheet).getDataPilotTables().getByName(name).refresh()


def recalculate(desk):
    desk.doc.calculateAll()


def values(desk, sheet, place):
    """What a range shows, row by row."""
    at = desk.at(sheet, place)
    area = at.getRangeAddress()
    return [
        [at.getCellByPosition(c, r).getString() for c in range(area.EndColumn - area.StartColumn + 1)]
        for r in range(area.EndRow - area.StartRow + 1)
    ]


def used(desk, sheet):
    """All that a sheet shows."""
    cursor = desk.sheet(sheet).createCursor()
    cursor.gotoEndOfUsedArea(False)
    area = cursor.getRangeAddress()
    return [
        [desk.sheet(sheet).getCellByPosition(c, r).getString() for c in range(area.EndColumn + 1)]
        for r in range(area.EndRow + 1)
    ]


def additions(desk):
    """What people added per sheet: notes, charts with their ranges, pivots, width and hidden columns."""
    return {name: _of_sheet(desk.sheet(name)) for name in desk.doc.Sheets.ElementNames}


def _of_sheet(sheet):
    charts = sheet.getCharts()
    return {
        "notes": sorted(note.getString() for note in sheet.getAnnotations()),
        "charts": len(charts.ElementNames),
        "sources": sorted(
            {str(series) for name in charts.ElementNames for series in _sources(charts.getByName(name))}
        ),
        "pivots": list(sheet.getDataPilotTables().ElementNames),
        "hidden": [n for n in range(30) if not sheet.Columns.getByIndex(n).IsVisible],
        "widths": [sheet.Columns.getByIndex(n).Width for n in range(8)],
        "shown": sheet.IsVisible,
    }


def _sources(chart):
    data = (
        chart.getEmbeddedObject().getDataSequences()
        if hasattr(chart.getEmbeddedObject(), "getDataSequences")
        else ()
    )
    return [sequence.getValues().getSourceRangeRepresentation() for sequence in data if sequence.getValues()]


def colour_of(desk, sheet, cell):
    return desk.at(sheet, cell).CellBackColor


def formula_of(desk, sheet, cell):
    return desk.at(sheet, cell).getFormula()


def errors(desk):
    """Every cell of every visible sheet that shows an error: sheet, address, text."""
    found = []
    for name in desk.doc.Sheets.ElementNames:
        sheet = desk.sheet(name)
        cells = sheet.queryFormulaCells(4)  # com.sun.star.sheet.FormulaResult.ERROR
        areas = cells.getRangeAddresses() if sheet.IsVisible else ()
        found += [[name, a.StartColumn, a.StartRow, a.EndColumn, a.EndRow] for a in areas]
    return found


STEPS = {
    step.__name__: step
    for step in (
        colour, widen, chart_of, pivot_of, refresh_pivot, recalculate, values, used, additions, colour_of,
        formula_of, errors,
    )
}  # fmt: skip
