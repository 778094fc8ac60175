"""Which row of the master a row of a return speaks about: copies, sorted columns, new rows. Pure.

A row is found by its id. People copy rows and sheets (then an id is there twice), sort some of the
columns (then ids and contents no longer belong together) and fill in spare rows (then the id is new).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from actielijst_xl.merging.diff import Desk, Placed
from actielijst_xl.model.canon import BLANK, Value
from actielijst_xl.model.decisions import Refusal, RetourRow, RowRef, Unreadable
from actielijst_xl.model.findings import Finding, Severity

Content = frozenset[tuple[str, str]]

DUPLICATE = Refusal(code="XA-S014")

MOST_SORTED = 500
"""Rows of one table among which moved contents are looked for; no fiche comes near it."""


def place(desk: Desk) -> tuple[list[Placed], list[Finding]]:
    """Give every row of a return its place in the master; new rows get their id.

    Returns:
        The rows that say something, and what a person should know about how they were read.
    """
    groups: dict[tuple[str, str], list[RetourRow]] = defaultdict(list)
    for row in desk.retour.rows:
        groups[row.fiche, row.tabel].append(row)
    placed: list[Placed] = []
    findings: list[Finding] = []
    for group in groups.values():
        for part, found in _place_group(desk, group):
            placed += part
            findings += found
    return placed, findings


def _place_group(desk: Desk, rows: list[RetourRow]) -> Iterator[tuple[list[Placed], list[Finding]]]:
    kept, lost = _one_sheet(desk, rows)
    if lost:
        refused = [Placed(row, _lost_ref(desk, row), DUPLICATE) for row in lost]
        yield refused, [_finding(desk, "XA-S025", row) for row in lost[:1]]
    if len(kept) == 1 and kept[0].rij is not None and _own_ref(kept[0]) in desk.uitgifte.base:
        yield [Placed(kept[0], _own_ref(kept[0]))], []
        return
    aligned, findings = realign(desk, kept)
    yield [], findings
    yield _by_id(desk, aligned)


def _own_ref(row: RetourRow) -> RowRef:
    return RowRef(row.fiche, row.tabel, row.rij or "")


def _lost_ref(desk: Desk, row: RetourRow) -> RowRef:
    return RowRef(row.fiche, row.tabel, _new_id(desk, row, 0) if _is_new(desk, row) else row.rij or "")


def _is_new(desk: Desk, row: RetourRow) -> bool:
    return row.rij is None or (row.rij != "" and _own_ref(row) not in desk.uitgifte.base)


# --- what a row says ---------------------------------------------------------------------------------


def content(desk: Desk, row: RetourRow) -> Content:
    """What a row says: its readable fields that are not blank, in canonical form."""
    filled = [(veld, cell.value) for veld, cell in row.cells.items() if cell.value is not None]
    return _said(desk, row.tabel, filled) if filled else frozenset()


def base_content(desk: Desk, row: RetourRow, ref: RowRef) -> Content:
    """What was issued in the row `ref`, in the fields that can be read in `row`."""
    base = desk.uitgifte.base.get(ref, {})
    readable = (veld for veld, cell in row.cells.items() if not isinstance(cell.value, Unreadable))
    return _said(desk, ref.tabel, [(veld, base.get(veld)) for veld in readable])


def _said(desk: Desk, tabel: str, values: Iterable[tuple[str, Value | Unreadable]]) -> Content:
    """The values that are not blank, in canonical form."""
    readable = [(v, x) for v, x in values if x is not None and not isinstance(x, Unreadable)]
    forms = [(veld, desk.form(tabel, veld, value)) for veld, value in readable]
    return frozenset([(veld, form) for veld, form in forms if form != BLANK])


def as_issued(desk: Desk, row: RetourRow) -> bool:
    """Whether a row still says what was issued under its id."""
    if row.rij is None:
        return not content(desk, row)
    return _first_change(desk, row) is None


def _first_change(desk: Desk, row: RetourRow) -> tuple[str, str] | None:
    """The first field that does not say what was issued under the id of its row, and what it says."""
    base = desk.uitgifte.base.get(_own_ref(row), {})
    for veld, cell in row.cells.items():
        value, was = cell.value, base.get(veld)
        if value == was or isinstance(value, Unreadable):
            continue
        form = desk.form(row.tabel, veld, value)
        if form != desk.form(row.tabel, veld, was):
            return veld, form
    return None


# --- copied sheets -----------------------------------------------------------------------------------


def _one_sheet(desk: Desk, rows: list[RetourRow]) -> tuple[list[RetourRow], list[RetourRow]]:
    """Keep the rows of one sheet; the rows of the others that say something else are lost."""
    sheets: dict[str, list[RetourRow]] = defaultdict(list)
    for row in rows:
        sheets[row.sheet].append(row)
    if len(sheets) == 1:
        return rows, []
    winner = _winning_sheet(desk, sheets)
    kept = sheets[winner] if winner is not None else []
    said = {(row.rij, content(desk, row)) for row in kept} | {(None, content(desk, r)) for r in kept}
    others = [row for name in sorted(sheets) if name != winner for row in sheets[name]]
    lost = [row for row in others if not as_issued(desk, row) and not _is_said(desk, row, said)]
    return kept, lost


def _is_said(desk: Desk, row: RetourRow, said: set[tuple[str | None, Content]]) -> bool:
    rij = None if _is_new(desk, row) else row.rij
    return (rij, content(desk, row)) in said


def _winning_sheet(desk: Desk, sheets: dict[str, list[RetourRow]]) -> str | None:
    original = [name for name, rows in sheets.items() if all(row.origineel for row in rows)]
    if len(original) == 1:
        return original[0]
    untouched = sorted(name for name, rows in sheets.items() if all(as_issued(desk, row) for row in rows))
    if untouched:
        return untouched[0]
    contents = {frozenset((row.rij, content(desk, row)) for row in rows) for rows in sheets.values()}
    return min(sheets) if len(contents) == 1 else None


# --- sorted columns ----------------------------------------------------------------------------------


def realign(desk: Desk, rows: list[RetourRow]) -> tuple[list[RetourRow], list[Finding]]:
    """Bring ids and contents together again after somebody sorted only part of the columns.

    First by the visible number, if that explains the contents better than the id does; then by contents:
    two or more rows that say exactly what was issued in another row of the same table were moved.
    """
    ids = [row.rij for row in rows if row.rij]
    if len(ids) != len(rows) or len(set(ids)) != len(ids):
        return rows, []
    by_nr = _by_number(desk, rows)
    if by_nr != rows:
        if _distance(desk, by_nr) < _distance(desk, rows):
            return by_nr, [_finding(desk, "XA-S022", rows[0])]
        return rows, [_finding(desk, "XA-S024", rows[0])]
    moved = _by_content(desk, rows)
    return (moved, [_finding(desk, "XA-S023", rows[0])]) if moved != rows else (rows, [])


def _by_number(desk: Desk, rows: list[RetourRow]) -> list[RetourRow]:
    issued = ((desk.uitgifte.nrs.get(_own_ref(row)), row.rij) for row in rows)
    rij_of = {nr: rij for nr, rij in issued if nr is not None}
    wanted = [rij_of.get(row.nr, row.rij) for row in rows]
    if len(set(wanted)) != len(rows):
        return rows
    return [row if rij == row.rij else replace(row, rij=rij) for row, rij in zip(rows, wanted, strict=True)]


def _distance(desk: Desk, rows: Iterable[RetourRow]) -> int:
    return sum(len(content(desk, row) ^ base_content(desk, row, _own_ref(row))) for row in rows)


def _by_content(desk: Desk, rows: list[RetourRow]) -> list[RetourRow]:
    """Give moved contents their own id back; only rows that changed can have moved."""
    changes = {i: change for i, row in enumerate(rows) if (change := _first_change(desk, row))}
    changed = list(changes)
    if not 2 <= len(changed) <= MOST_SORTED:
        return rows
    if _look_unmoved(desk, [rows[i] for i in changed], changes.values()):
        return rows
    rij_of = _exact_matches(desk, [rows[i] for i in changed])
    if len(rij_of) < 2:
        return rows
    matched = {changed[i]: rij for i, rij in rij_of.items()}
    free = [rows[i].rij for i in changed if rows[i].rij not in matched.values()]
    rest = [i for i in changed if i not in matched]
    for i in sorted(rest, key=lambda i: (rows[i].rij not in free, rows[i].rij)):
        own = rows[i].rij
        matched[i] = own if own in free else min(free, key=lambda rij: _cost(desk, rows[i], rij))
        free.remove(matched[i])
    return [replace(row, rij=matched.get(i, row.rij)) for i, row in enumerate(rows)]


def _cost(desk: Desk, row: RetourRow, rij: str | None) -> tuple[int, str]:
    said, issued = content(desk, row), base_content(desk, row, RowRef(row.fiche, row.tabel, rij or ""))
    return len(said ^ issued), rij or ""


def _look_unmoved(desk: Desk, rows: Sequence[RetourRow], changes: Iterable[tuple[str, str]]) -> bool:
    """Whether one changed field of each row tells that fewer than two say what was issued in another row."""
    bases = [desk.uitgifte.base.get(_own_ref(row), {}) for row in rows]
    issued: dict[str, list[str]] = {}
    moved = 0
    for veld, form in changes:
        if veld not in issued:
            issued[veld] = [desk.form(rows[0].tabel, veld, base.get(veld)) for base in bases]
        moved += form in issued[veld]
    return moved < 2


def _exact_matches(desk: Desk, rows: Sequence[RetourRow]) -> dict[int, str | None]:
    """Per row that says exactly what was issued in one row of this table: the id of that row."""
    indexes: dict[frozenset[str], dict[Content, str | None]] = {}
    found: dict[int, str | None] = {}
    for i, row in enumerate(rows):
        readable = frozenset(v for v, cell in row.cells.items() if not isinstance(cell.value, Unreadable))
        if readable not in indexes:
            indexes[readable] = _issued_index(desk, row, rows)
        rij = indexes[readable].get(content(desk, row))
        if rij is not None:
            found[i] = rij
    often = Counter(found.values())
    return {i: rij for i, rij in found.items() if often[rij] == 1}


def _issued_index(desk: Desk, row: RetourRow, rows: Sequence[RetourRow]) -> dict[Content, str | None]:
    """What was issued in the rows of this table, in the fields that can be read in `row`, if unique."""
    issued = [base_content(desk, row, _own_ref(other)) for other in rows]
    often = Counter(issued)
    return {form: rows[i].rij for i, form in enumerate(issued) if form and often[form] == 1}


# --- copied rows and new rows ------------------------------------------------------------------------


def _by_id(desk: Desk, rows: list[RetourRow]) -> tuple[list[Placed], list[Finding]]:
    groups: dict[str | None, list[RetourRow]] = defaultdict(list)
    for row in rows:
        groups[row.rij].append(row)
    fresh = groups.pop(None, [])
    placed: list[Placed] = []
    findings: list[Finding] = []
    for group in groups.values():
        kept, copies, refused = _one_row(desk, group)
        for row in kept:
            if _is_new(desk, row):
                fresh.append(row)
            else:
                placed.append(Placed(row, _own_ref(row)))
        if copies or refused:
            placed += [Placed(row, _lost_ref(desk, row), DUPLICATE) for row in refused]
            fresh += [replace(row, rij=None) for row in copies]
            findings.append(_finding(desk, "XA-S026", (*copies, *refused)[0]))
    return placed + _name_new(desk, fresh), findings


def _one_row(desk: Desk, group: list[RetourRow]) -> tuple[list[RetourRow], list[RetourRow], list[RetourRow]]:
    """Of rows with one id: the one that keeps it, the ones that are new rows, the ones to refuse."""
    if len(group) == 1:
        return group, [], []
    if len({content(desk, row) for row in group}) == 1:
        return group[:1], [], []
    if _is_new(desk, group[0]):  # a spare row: nothing was issued in it, so each one is a new row
        return [], group, []
    untouched = [row for row in group if as_issued(desk, row)]
    changed = [row for row in group if not as_issued(desk, row)]
    if untouched and group[0].rij:
        return untouched[:1], changed, []
    return untouched[:1], [], changed


def _name_new(desk: Desk, rows: Iterable[RetourRow]) -> list[Placed]:
    seen: Counter[tuple[str, str, Content]] = Counter()
    placed = []
    for row in rows:
        said = content(desk, row)
        if said:
            ordinal = seen[row.fiche, row.tabel, said]
            seen[row.fiche, row.tabel, said] += row.rij is None
            placed.append(Placed(row, RowRef(row.fiche, row.tabel, _new_id(desk, row, ordinal))))
    return placed


def _new_id(desk: Desk, row: RetourRow, ordinal: int) -> str:
    """The id of a new row: the same for every copy of the return, whenever it comes in.

    A spare row keeps one id, so that a later return can correct it. A row that was typed somewhere else
    is known by what it says; two parties that add the same row add one row.
    """
    if row.rij is None:
        parts = [f"{veld}={form}" for veld, form in sorted(content(desk, row))] + [str(ordinal)]
    else:
        parts = [desk.uitgifte.id, desk.retour.recipient, row.rij]
    text = "\x1f".join((row.fiche, row.tabel, *parts))
    return "n" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _finding(desk: Desk, code: str, row: RetourRow) -> Finding:
    first = next(iter(row.cells.values()), None)
    return Finding(
        code=code,
        severity=Severity.WAARSCHUWING,
        file=desk.retour.name,
        sheet=row.sheet,
        cell=first.address if first else "",
        details={"fiche": row.fiche, "partij": desk.retour.recipient},
    )
