"""Workbooks with what officials add, as excelize writes them: a Go library with its own way of writing.

excelize (BSD-3-Clause) makes real pivot tables, slicers, shapes and form controls. It runs in its own
process, since its runtime does not survive a fork, which other tests do.

    python tests/fidelity_excelize.py FOLDER     writes one .xlsx per feature
"""

import sys
from collections.abc import Callable
from pathlib import Path

SHEET = "Blad"
ROWS = (("Fase", "Regio", "Aantal"), ("A", "N", 1), ("B", "N", 2), ("A", "Z", 3), ("B", "Z", 4))


def pivot(book, x) -> None:
    book.add_pivot_table(
        x.PivotTableOptions(
            data_range=f"{SHEET}!A1:C5",
            pivot_table_range=f"{SHEET}!G2:J10",
            rows=[x.PivotTableField(data="Fase", default_subtotal=True)],
            columns=[x.PivotTableField(data="Regio")],
            data=[x.PivotTableField(data="Aantal", name="Som", subtotal="Sum")],
            row_grand_totals=True,
            col_grand_totals=True,
            show_row_headers=True,
            show_col_headers=True,
        )
    )


def slicer(book, x) -> None:
    table(book, x)
    book.add_slicer(
        SHEET,
        x.SlicerOptions(name="Fase", cell="E2", table_sheet=SHEET, table_name="T", caption="Fase", width=200),
    )


def table(book, x) -> None:
    book.add_table(SHEET, x.Table(range="A1:C5", name="T", style_name="TableStyleMedium3"))


def shape(book, x) -> None:
    text = [x.RichTextRun(text="let op", font=x.Font(bold=True, color="777777"))]
    book.add_shape(SHEET, x.Shape(cell="E2", type="rect", paragraph=text, width=120, height=60))


def note(book, x) -> None:
    runs = [x.RichTextRun(text="bellen", font=x.Font(bold=True)), x.RichTextRun(text=" met de gemeente")]
    book.add_comment(SHEET, x.Comment(cell="A2", author="provincie", paragraph=runs))


def form_controls(book, x) -> None:
    for kind, cell in (
        (x.FormControlType.FormControlCheckBox, "E2"),
        (x.FormControlType.FormControlSpinButton, "E6"),
        (x.FormControlType.FormControlOptionButton, "E10"),
    ):
        book.add_form_control(SHEET, x.FormControl(cell=cell, type=kind, text="keuze", cell_link="A9"))


def sparkline(book, x) -> None:
    book.add_sparkline(
        SHEET, x.SparklineOptions(location=["E2"], range=[f"{SHEET}!C2:C5"], markers=True, type="column")
    )


def chart(book, x) -> None:
    series = [
        x.ChartSeries(name=f"{SHEET}!$C$1", categories=f"{SHEET}!$A$2:$A$5", values=f"{SHEET}!$C$2:$C$5")
    ]
    book.add_chart(SHEET, "E2", x.Chart(type=x.ChartType.Col3DClustered, series=series))


def rich_text(book, x) -> None:
    runs = [x.RichTextRun(text="gewoon "), x.RichTextRun(text="vet", font=x.Font(bold=True, color="2354E8"))]
    book.set_cell_rich_text(SHEET, "E2", runs)


def merges_and_widths(book, x) -> None:
    book.merge_cell(SHEET, "E2", "F4")
    book.set_col_width(SHEET, "A", "C", 30)
    book.set_col_visible(SHEET, "D", False)
    book.set_row_height(SHEET, 2, 40)


def panes_and_filter(book, x) -> None:
    book.auto_filter(SHEET, "A1:C5", [])
    book.set_panes(SHEET, x.Panes(freeze=True, y_split=1, top_left_cell="A2", active_pane="bottomLeft"))


def validation_and_name(book, x) -> None:
    book.set_defined_name(x.DefinedName(name="Bedrag", refers_to=f"{SHEET}!$C$2:$C$5"))
    book.protect_sheet(SHEET, x.SheetProtectionOptions(password="geheim", edit_scenarios=True))


def rules(book, x) -> None:
    data_bar = x.ConditionalFormatOptions(
        type="data_bar", criteria="=", min_type="min", max_type="max", bar_color="#638EC6", bar_solid=True
    )
    book.set_conditional_format(SHEET, "C2:C5", [data_bar])


FEATURES: tuple[Callable[..., None], ...] = (
    pivot, slicer, table, shape, note, form_controls, sparkline, chart, rich_text, merges_and_widths,
    panes_and_filter, validation_and_name, rules,
)  # fmt: skip


def main(folder: Path) -> None:
    import excelize  # noqa: PLC0415  (only here: other tests fork)

    for feature in FEATURES:
        book = excelize.new_file()
        book.set_sheet_name("Sheet1", SHEET)
        for number, row in enumerate(ROWS, 1):
            book.set_sheet_row(SHEET, f"A{number}", list(row))
        feature(book, excelize)
        book.save_as(str(folder / f"{feature.__name__}.xlsx"))
        book.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
