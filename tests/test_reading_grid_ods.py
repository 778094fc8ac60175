"""Facts of an .ods: where its rows and cells stand by now, whatever is repeated before them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actielijst_xl.reading.grid_facts import FORMULE_ZONDER_WAARDE
from actielijst_xl.reading.grid_ods import ods_facts
from tests.workbooks import zipped

NAMES = "".join(
    f' xmlns:{short}="urn:{long}:1.0"'
    for short, long in (
        ("office", "oasis:names:tc:opendocument:xmlns:office"),
        ("table", "oasis:names:tc:opendocument:xmlns:table"),
        ("text", "oasis:names:tc:opendocument:xmlns:text"),
        ("calcext", "org:documentfoundation:names:experimental:calc:xmlns:calcext"),
    )
)
FORMULA = 'table:formula="of:=A1"'
# How a cell is written (tag, attributes, content), columns and rows that it spans, what is unreadable in it.
KINDS = [
    ("table-cell", "", "", (1, 1), ""),
    ("table-cell", 'table:style-name="ce1"', "", (1, 1), ""),
    ("covered-table-cell", "", "", (1, 1), ""),
    ("table-cell", 'office:value-type="string"', "<text:p>#N/A</text:p>", (1, 1), ""),
    ("table-cell", FORMULA, "", (1, 1), FORMULE_ZONDER_WAARDE),
    ("table-cell", FORMULA, "<text:p/>", (1, 1), ""),
    ("table-cell", f'{FORMULA} office:value-type="float" office:value="1"', "<text:p>1</text:p>", (1, 1), ""),
    ("table-cell", f'{FORMULA} office:value-type="string"', "<text:p>Err:502</text:p>", (1, 1), "Err:502"),
    ("covered-table-cell", FORMULA, "<text:p>#REF!</text:p>", (1, 1), "#REF!"),
    ("table-cell", 'calcext:value-type="error"', "<text:p>#N/A</text:p>", (1, 1), "#N/A"),
    ("table-cell", 'calcext:value-type="error"', "", (1, 1), "fout"),
    ("table-cell", 'table:number-columns-spanned="2" table:number-rows-spanned="1"', "", (2, 1), ""),
    ("table-cell", 'table:number-columns-spanned="2"', "", (2, 1), ""),
    ("table-cell", 'table:number-rows-spanned="3"', "<text:p>x</text:p>", (1, 3), ""),
    ("table-cell", 'table:number-columns-spanned="1" table:number-rows-spanned="1"', "", (1, 1), ""),
]
cells = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 3)), max_size=4)
tables = st.lists(
    st.tuples(cells, st.integers(1, 3), st.sampled_from(("", "collapse", "filter"))), max_size=4
)


def facts(rows, columns=""):
    table = f'<table:table table:name="Blad">{columns}{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    xml = f"<office:document-content{NAMES}>{body}</office:document-content>"
    return ods_facts(zipped({"content.xml": xml.encode()}))[0]


def cell(kind, times):
    tag, attributes, content, _, _ = kind
    repeated = f'table:number-columns-repeated="{times}"' if times > 1 else ""
    return f"<table:{tag} {attributes} {repeated}>{content}</table:{tag}>"


def row(cells, times, visibility):
    hidden = f' table:visibility="{visibility}"' if visibility else ""
    inside = "".join(cell(*one) for one in cells)
    return f'<table:table-row table:number-rows-repeated="{times}"{hidden}>{inside}</table:table-row>'


@settings(deadline=None)
@given(tables)
def test_a_fact_stands_where_the_repeats_before_it_put_it(table):
    merged, unreadable, hidden, top = [], {}, set(), 0
    for line, rows, visibility in table:
        hidden |= set(range(top, top + rows)) if visibility else set()
        left = 0
        for (_, _, content, (across, down), what), times in line:
            for col in range(left, left + (times if content else 1)):
                if across * down > 1:
                    merged.append(((top, col), (top + down - 1, col + across - 1)))
                if what:
                    unreadable |= {(top + n, col): what for n in range(rows)}
            left += times
        top += rows
    found = facts("".join(row(*line) for line in table))
    assert list(found.merged) == merged
    assert found.unreadable == unreadable
    assert found.hidden_rows == hidden


def test_rows_in_a_group_count_as_well():
    group = f"<table:table-row-group>{row([(KINDS[4], 1)], 2, '')}</table:table-row-group>"
    found = facts(row([(KINDS[0], 1)], 1, "") + group)
    assert set(found.unreadable) == {(1, 0), (2, 0)}


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_columns_are_counted_with_their_repeats(visibility):
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        f'<table:table-column table:visibility="{visibility}" table:number-columns-repeated="2"/>'
    )
    assert facts("", columns).hidden_cols == {2, 3}
