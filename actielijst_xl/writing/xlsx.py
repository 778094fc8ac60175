"""The one door to XlsxWriter: writes a plan, and turns every refusal of the library into an error.

XlsxWriter refuses by returning a negative number or by a warning (an over-long drop-down, a text over 32,767
characters, a bad sheet name); here each of them stops the work, so that nothing is dropped in silence.
"""

import io
import warnings
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.image import Image
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from actielijst_xl.errors import InputError
from actielijst_xl.model.address import address
from actielijst_xl.model.document import display
from actielijst_xl.writing.plan import Cell, Chart, Picture, Sheet, Workbook
from actielijst_xl.writing.stijl import styles, tab_colors, text_height

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "default_date_format": "dd\\-mm\\-yyyy",
}
_PROTECTION = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "sort", "autofilter", "objects"), True
)
_MIN_HEIGHT = 15.0
_MARKERS = ("circle", "square", "triangle", "diamond", "long_dash")
_DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot")


class _AutoHeightSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose row heights are a proposal: Excel and LibreOffice still grow a row with its text.

    XlsxWriter marks every height as custom; then a row keeps its height when its text grows.
    """

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Any = 0
    ) -> int:
        """Keep a formula as it is.

        XlsxWriter looks for new functions in it and makes it a dynamic array when it finds one. Ours has
        none, but a text of the list or the name of a sheet in it may look like one: `XLOOKUP(2030)`.
        """
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        super()._xml_start_tag_unencoded(tag, _without_custom_height(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        super()._xml_empty_tag_unencoded(tag, _without_custom_height(tag, attributes))


def _without_custom_height(tag: str, attributes: Any) -> Any:
    if tag == "row" and attributes:
        return [pair for pair in attributes if pair[0] != "customHeight"]
    return attributes or []


def write_workbook(plan: Workbook, huis: Mapping[str, str]) -> bytes:
    """Write a plan as an .xlsx package.

    Args:
        plan: The workbook.
        huis: The house style: colours and font by name.

    Raises:
        InputError: XA-G001: the library refused something of the plan; the message says where.
    """
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        _guarded("", lambda: _write(plan, huis, target))
    return target.getvalue()


def _write(plan: Workbook, huis: Mapping[str, str], target: io.BytesIO) -> None:
    book = xlsxwriter.Workbook(target, _OPTIONS)
    _Writer(book, huis).write(plan)
    book.close()


class _Writer:
    def __init__(self, book: Any, huis: Mapping[str, str]) -> None:
        self.book = book
        self.huis = huis
        self.tabs = tab_colors(huis)
        self.props = styles(huis)
        self.formats: dict[tuple[str, bool], Format] = {}

    def format(self, style: str, *, literal: bool = False) -> Format:
        """The format of a style; in a literal one a text like `=1+1` stays text after F2, Enter."""
        if (style, literal) not in self.formats:
            extra = {"quote_prefix": True} if literal else {}
            self.formats[style, literal] = self.book.add_format({**self.props[style], **extra})
        return self.formats[style, literal]

    def write(self, plan: Workbook) -> None:
        moment = datetime(plan.created.year, plan.created.month, plan.created.day)  # noqa: DTZ001
        self.book.set_properties(
            {"title": plan.title, "subject": plan.subject, "author": plan.author, "created": moment}
        )
        for name, value in plan.properties.items():
            _accepted(self.book.set_custom_property(name, value, "text"), "", name)
        targets = [
            self.book.add_worksheet(sheet.name, worksheet_class=_AutoHeightSheet) for sheet in plan.sheets
        ]
        for sheet, target in zip(plan.sheets, targets, strict=True):
            _guarded(sheet.name, lambda s=sheet, t=target: self.sheet(s, t, plan.footer))  # type: ignore[misc]
        for name, reference in plan.names.items():
            _accepted(self.book.define_name(name, f"={reference}"), "", name)
        targets[0].activate()

    def sheet(self, sheet: Sheet, target: Any, footer: str) -> None:
        self.page(sheet, target, footer)
        self.columns(sheet, target)
        self.cells(sheet, target)
        for table in sheet.tables:
            self.table(table, target)
        for validation in sheet.validations:
            _accepted(
                target.data_validation(*validation.area, _validation(validation)),
                sheet.name,
                validation.title,
            )
        for rule in sheet.rules:
            options = {"type": "formula", "criteria": rule.formula, "format": self.format(rule.style)}
            _accepted(target.conditional_format(*rule.area, options), sheet.name, rule.formula)
        for chart in sheet.charts:
            self.chart(chart, target)
        for picture in sheet.pictures:
            placed = target.insert_image(picture.row, picture.col, "logo.png", _picture(picture))
            _accepted(placed, sheet.name, "logo")

    def page(self, sheet: Sheet, target: Any, footer: str) -> None:
        target.set_tab_color(self.tabs[sheet.tab])
        target.hide_gridlines(2)
        target.set_paper(9)
        target.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        target.fit_to_pages(1, 1 if sheet.one_page else 0)
        target.set_footer(f"&L&8{_footer(footer)}&C&8&A&R&8Pagina &P van &N")
        if sheet.landscape:
            target.set_landscape()
        if sheet.print_area:
            _accepted(target.print_area(*sheet.print_area), sheet.name, "afdrukbereik")
        if sheet.repeat_row >= 0:
            target.repeat_rows(sheet.repeat_row)
        if sheet.freeze_row:
            target.freeze_panes(sheet.freeze_row, 0)
        if sheet.protected:
            target.protect("", _PROTECTION)
        if sheet.state == "hidden":
            target.hide()
        if sheet.state == "very_hidden":
            target.very_hidden()

    def columns(self, sheet: Sheet, target: Any) -> None:
        for col, width in sheet.widths.items():
            hidden = {"hidden": True} if col in sheet.hidden_cols else {}
            _accepted(target.set_column(col, col, width, None, hidden), sheet.name, address(0, col))

    def cells(self, sheet: Sheet, target: Any) -> None:
        heights = dict(sheet.heights)
        for cell in sheet.cells:
            self.cell(cell, sheet, target)
            if isinstance(cell.value, str) and cell.row not in sheet.heights:
                props = self.props[cell.style]
                if props.get("text_wrap"):
                    width = sheet.widths.get(cell.col, 8.43)
                    needed = text_height(cell.value, width, float(str(props["font_size"])))
                    if needed > heights.get(cell.row, _MIN_HEIGHT):
                        heights[cell.row] = needed
        for row in sheet.hidden_rows:
            target.set_row(row, heights.pop(row, None), None, {"hidden": True})
        for row, height in heights.items():
            target.set_row(row, min(height, 409.0))

    def cell(self, cell: Cell, sheet: Sheet, target: Any) -> None:
        row, col, value = cell.row, cell.col, cell.value
        looks = isinstance(value, str) and not cell.formula and value.startswith(("=", "+", "-", "@"))
        style = self.format(cell.style, literal=looks)
        if cell.formula:
            result = target.write_formula(row, col, cell.formula, style, "" if value is None else value)
        elif cell.link:
            result = target.write_url(row, col, f"internal:{cell.link}", style, display(value))
        elif value is None:
            result = target.write_blank(row, col, None, style)
        elif isinstance(value, str):
            result = (
                target.write_string(row, col, value, style)
                if value
                else target.write_blank(row, col, None, style)
            )
        elif isinstance(value, bool):
            result = target.write_string(row, col, display(value), style)
        elif isinstance(value, int | float):
            result = target.write_number(row, col, value, style)
        elif isinstance(value, date):
            result = target.write_datetime(row, col, value, style)
        else:
            result = target.write_string(row, col, display(value), style)
        _accepted(result, sheet.name, address(row, col))

    def table(self, table: Any, target: Any) -> None:
        heads = zip(table.headers, table.heads or ["kop"] * len(table.headers), strict=True)
        options = {
            "name": table.name,
            "style": None,
            "autofilter": table.autofilter,
            "columns": [{"header": header, "header_format": self.format(style)} for header, style in heads],
            "title": table.title,
            "description": table.description,
        }
        _accepted(target.add_table(*table.area, options), target.get_name(), table.name)

    def chart(self, chart: Chart, target: Any) -> None:
        makers: Mapping[str, Callable[[Chart], Any]] = {"timeline": self.timeline, "line": self.line_chart}
        made = makers.get(chart.kind, self.columns_chart)(chart)
        made.set_title(
            {
                "name": chart.title,
                "name_font": {"size": 11, "bold": True, "color": self.huis["inkt"]},
                "overlay": False,
            }
        )
        made.set_size({"width": chart.width_px, "height": chart.height_px})
        made.set_chartarea({"border": {"color": self.huis["rand"]}})
        placed = {
            "description": chart.description,
            "object_position": 2,
            "x_offset": chart.offset_px[0],
            "y_offset": chart.offset_px[1],
        }
        _accepted(target.insert_chart(chart.row, chart.col, made, placed), target.get_name(), chart.title)

    def columns_chart(self, chart: Chart) -> Any:
        kind = {"type": "column", "subtype": "stacked"} if chart.kind == "stacked" else {"type": "column"}
        made = self.book.add_chart(kind)
        white = chart.kind == "stacked"
        font = {"bold": True, "color": self.huis["wit" if white else "tekst"], "size": 9}
        for series in chart.series:
            made.add_series(
                {
                    "name": series.name,
                    "categories": f"={series.categories}",
                    "values": f"={series.values}",
                    "fill": {"color": series.color},
                    **({"border": {"color": series.outline, "width": 1}} if series.outline else {}),
                    "gap": 60,
                    # A zero has no bar, so it gets no number either.
                    "data_labels": {"value": True, "font": font, "num_format": "#"},
                }
            )
        made.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
        made.set_x_axis(
            {"num_font": {"size": 9, "color": self.huis["tekst"]}, "line": {"color": self.huis["rand"]}}
        )
        if len(chart.series) > 1:
            made.set_legend({"position": "bottom", "font": {"size": 9}})
        else:
            made.set_legend({"none": True})
        made.show_hidden_data()
        return made

    def line_chart(self, chart: Chart) -> Any:
        """A line per series; lines differ in dash and marker too, so that colour alone tells nothing."""
        made = self.book.add_chart({"type": "line"})
        text = {"size": 9, "color": self.huis["tekst"]}
        for at, series in enumerate(chart.series):
            fill = {"color": series.color}
            marker = {"type": _MARKERS[at % len(_MARKERS)], "size": 7, "fill": fill, "border": fill}
            options: dict[str, Any] = {
                "name": series.name,
                "categories": f"={series.categories}",
                "values": f"={series.values}",
                "line": {**fill, "width": 2, "dash_type": _DASHES[at % len(_DASHES)]},
                "marker": marker,
            }
            hidden = [None if shown else {"delete": True} for shown in series.shown]
            labels = {"value": True, "position": "above", "font": text}
            options["data_labels"] = {**labels, **({"custom": hidden} if hidden else {})}
            made.add_series(options)
        grid = {"visible": True, "line": {"color": self.huis["rand"], "width": 0.5}}
        made.set_y_axis(
            {"min": 0, "num_font": text, "num_format": "0", "major_gridlines": grid, "line": {"none": True}}
        )
        made.set_x_axis({"num_font": text, "line": {"color": self.huis["rand"]}, "text_axis": True})
        made.set_legend({"position": "bottom", "font": text})
        made.show_hidden_data()
        return made

    def timeline(self, chart: Chart) -> Any:
        """Points in time with their number beside them, and a dashed line on the peildatum."""
        made = self.book.add_chart({"type": "scatter"})
        for series in chart.series:
            line = (
                {"color": series.color, "width": 1.5, "dash_type": "dash"}
                if series.as_line
                else {"none": True}
            )
            marker: dict[str, Any] = {"type": "none"} if series.as_line else {"type": "diamond", "size": 8}
            if not series.as_line:
                marker |= {"fill": {"color": series.color}, "border": {"color": series.color}}
            options: dict[str, Any] = {
                "name": series.name,
                "categories": f"={series.categories}",
                "values": f"={series.values}",
                "line": line,
                "marker": marker,
            }
            if series.named:
                font = {"size": 8, "color": self.huis["tekst"]}
                options["data_labels"] = {"series_name": True, "position": "right", "font": font}
            made.add_series(options)
        assert chart.x_range is not None
        low, high = chart.x_range
        made.set_x_axis(
            {
                "min": _serial(low),
                "max": _serial(high),
                "major_unit": max(91, (high - low).days // 5),
                "num_format": "[$-413]mmm yyyy",
                "num_font": {"size": 8, "color": self.huis["tekst"]},
                "major_gridlines": {"visible": True, "line": {"color": self.huis["rand"], "width": 0.5}},
                "line": {"color": self.huis["rand"]},
            }
        )
        made.set_y_axis(
            {"visible": False, "min": 0, "max": chart.y_max, "major_gridlines": {"visible": False}}
        )
        made.set_legend({"none": True})
        made.show_hidden_data()
        made.show_na_as_empty_cell()
        return made


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def _footer(text: str) -> str:
    return text.replace("&", "&&")


def _validation(validation: Any) -> dict[str, Any]:
    options: dict[str, Any] = {
        "input_title": validation.title[:32],
        "input_message": validation.message[:255],
        "error_type": "warning",
        "error_title": "Staat niet in de lijst",
        "error_message": "Dit woord staat niet in de lijst. Laat het staan als het klopt.",
    }
    if validation.source:
        return {**options, "validate": "list", "source": validation.source}
    return {**options, "validate": "any"}


def _picture(picture: Picture) -> dict[str, Any]:
    image = Image(io.BytesIO(picture.data))
    scale = picture.height_px / max(1.0, image._height * 96 / image._y_dpi)
    return {
        "image_data": io.BytesIO(picture.data),
        "description": picture.description,
        "x_scale": scale,
        "y_scale": scale,
    }


def _accepted(result: Any, sheet: str, what: str) -> None:
    if isinstance(result, int) and result < 0:
        raise InputError("XA-G001", blad=sheet, waar=what, reden=f"nummer {result}")


def _guarded(sheet: str, work: Callable[[], None]) -> None:
    try:
        work()
    except (UserWarning, XlsxWriterException) as refusal:
        raise InputError("XA-G001", blad=sheet, waar="", reden=str(refusal)) from refusal
