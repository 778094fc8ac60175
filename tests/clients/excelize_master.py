"""What an official does in the master, done by excelize: `python excelize_master.py MASTER OUT`.

It renames no sheet: the formulas would not follow. It runs in a process of its own, since its runtime does
not survive a fork, which other tests do.
"""

import sys

OWN, FICHE, HEAD, LAST = "Mijn analyse", "NH-1 Station 1", 22, 41


def change(book, x) -> None:
    """Notes, a colour, an own sheet with chart, shape and pivot, a hidden and a widened column."""
    book.new_sheet(OWN)
    book.set_cell_value(OWN, "A1", "Bellen met de wethouder")
    book.set_cell_value(OWN, "A2", 12.5)
    book.set_cell_formula(OWN, "A3", "A2*2")
    for sheet in ("Overzicht", "Monitoring", FICHE):
        book.unprotect_sheet(sheet)
    note = x.RichTextRun(text="Navragen bij de wethouder")
    book.add_comment(FICHE, x.Comment(cell="B8", author="provincie", paragraph=[note]))
    style = book.get_cell_style(FICHE, "A8")
    look = book.get_style(style)
    look.fill = x.Fill(type="pattern", color=["C6E0B4"], pattern=1)
    book.set_cell_style(FICHE, "A8", "A8", book.new_style(look))
    book.set_col_visible("Overzicht", "F", False)
    book.set_col_width("Monitoring", "B", "B", 60)
    text = x.RichTextRun(text="let op")
    book.add_shape(OWN, x.Shape(cell="E20", type="rect", paragraph=[text], width=100, height=50))
    series = [x.ChartSeries(name="Fasen", categories="Overzicht!$A$14:$E$14", values="Overzicht!$A$15:$E$15")]
    book.add_chart(OWN, "E2", x.Chart(type=x.ChartType.Col, series=series))
    book.add_pivot_table(
        x.PivotTableOptions(
            data_range=f"Overzicht!A{HEAD}:K{LAST}",
            pivot_table_range=f"{OWN}!H3:J20",
            rows=[x.PivotTableField(data="Fase")],
            data=[x.PivotTableField(data="Nr.", name="Aantal", subtotal="Count")],
            row_grand_totals=True,
            show_row_headers=True,
        )
    )
    book.move_sheet("NH-2 Station 2", "Leeswijzer")


def main(source: str, target: str) -> None:
    import excelize  # noqa: PLC0415  (only here: other tests fork)

    book = excelize.open_file(source)
    change(book, excelize)
    book.save_as(target)
    book.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
