"""Open and save with excelize, in a process of its own: `excelize_save.py IN OUT [SHEET CELL TEXT]`."""

import sys

import excelize


def main(source, target, *change):
    book = excelize.open_file(source)
    try:
        if change:
            book.set_cell_value(*change)
        book.save_as(target)
    finally:
        book.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
