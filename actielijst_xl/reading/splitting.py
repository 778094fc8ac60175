"""Cells that hold more than one field, taken apart; a cell that can't be split for certain stays whole."""

import re
from collections.abc import Mapping

from actielijst_xl.model.planning import Soort, parse_planning
from actielijst_xl.model.vocab import Vocabulary

# The words before a colon inside a cell, as the fiche prints them (bijlage 1) and people shorten them.
_LABELS: Mapping[str, str] = {
    "aanleiding": "aanleiding",
    "nut en noodzaak": "aanleiding",
    "doel": "doel",
    "doelstelling": "doel",
    "kansen en knelpunten": "kansen_knelpunten",
    "kansen/knelpunten": "kansen_knelpunten",
    "kansen": "kansen_knelpunten",
    "kans": "kansen_knelpunten",
    "knelpunten": "kansen_knelpunten",
    "knelpunt": "kansen_knelpunten",
    "projectfase": "projectfase",
    "fase": "projectfase",
    "type project": "type_project",
    "project opgenomen in ip": "in_ip",
    "opgenomen in ip": "in_ip",
    "in ip": "in_ip",
    "id/projectnummer in investeringsplan": "ip_id",
    "ip-nummer": "ip_id",
    "ip-id": "ip_id",
    "tijdspad": "tijdspad",
    "ibn": "ibn",
    "locatie": "locatie",
}
_OWN_LABEL = frozenset(("kansen", "kans", "knelpunten", "knelpunt"))  # these words still tell something
_LABEL = re.compile(
    rf"(?:^|(?<=[\s;.,|]))({'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})\s*\??\s*:\s*",
    re.IGNORECASE,
)
_EDGES = " \t\r\n;,|\u00a0"
_IBN_SOORTEN = (Soort.PERIODE, Soort.ONBEKEND, Soort.NVT, Soort.RELATIEF)
_IBN = re.compile(
    r"(?:\bIBN\b|\bin(?:be)?drijf(?:name|stelling)?\b|\bingebruikname\b)\s*(?:is|in|:|=|-|–)?\s*",
    re.IGNORECASE,
)


def split_labelled(text: str, rest: str) -> dict[str, str] | None:
    """Split `Aanleiding: ... Doel: ...` into text per field key.

    Args:
        text: The cell.
        rest: Field key for what stands before the first label.

    Returns:
        The pieces, or None when the cell has no labels: one at its start, or two anywhere.
    """
    found = list(_LABEL.finditer(text))
    if not found or (len(found) == 1 and text[: found[0].start()].strip()):
        return None
    pieces: dict[str, list[str]] = {}
    if before := text[: found[0].start()].strip(_EDGES):
        pieces[rest] = [before]
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        if piece := text[match.end() : end].strip(_EDGES):
            label = match.group(1)
            shown = f"{label}: {piece}" if label.lower() in _OWN_LABEL else piece
            pieces.setdefault(_LABELS[label.lower()], []).append(shown)
    return {field: "\n".join(parts) for field, parts in pieces.items()} or None


def split_tijdspad_ibn(text: str) -> dict[str, str] | None:
    """Split a cell under `Tijdspad en IBN`; None when it does not say which part is the IBN.

    A cell that is one notation and nothing else (`2028`, `n.t.b.`, `over circa 5 jaar`) is the IBN.
    """
    if parse_planning(text).soort in _IBN_SOORTEN:
        return {"ibn": text.strip()}
    for match in _IBN.finditer(text):
        end = _stop(text, match.end())
        ibn = text[match.end() : end].strip(_EDGES)
        ibn = ibn.rstrip(".") if parse_planning(ibn.rstrip(".")).soort is Soort.PERIODE else ibn
        if ibn and parse_planning(ibn).soort in _IBN_SOORTEN:
            rest = f"{text[: match.start()].strip(_EDGES)}\n{text[end:].lstrip('.').strip(_EDGES)}".strip()
            return {"tijdspad": rest, "ibn": ibn} if rest else {"ibn": ibn}
    return None


def _stop(text: str, start: int) -> int:
    """Where the part that starts at `start` ends."""
    match = re.compile(r"[;\n|]|,\s|\.\s").search(text, start)
    return match.start() if match else len(text)


def split_naam_locatie(text: str, vocabulary: Vocabulary) -> dict[str, str] | None:
    """Split a cell under `Naam en locatie`: at a line break, brackets at the end, or before a gemeente."""
    lines = [line.strip(_EDGES) for line in re.split(r"[\r\n]+", text) if line.strip(_EDGES)]
    if len(lines) == 2:
        return {"projectnaam": lines[0], "locatie": lines[1]}
    if match := re.fullmatch(r"\s*(.+?)\s*\(([^()]+)\)\s*", text, re.DOTALL):
        return {"projectnaam": match.group(1), "locatie": match.group(2)}
    for match in re.finditer(r"\s*[,;|]\s+|\s+[-–—]\s+", text):
        place = vocabulary.gemeente_namen.find(text[match.end() :])
        if place.found and not place.unknown and text[: match.start()].strip():
            return {"projectnaam": text[: match.start()].strip(), "locatie": text[match.end() :].strip()}
    return None


def split_in_ip(text: str) -> dict[str, str] | None:
    """Split `Ja, IP2026-0412` under `Link met pMIEK project en IP`; None when it does not start so."""
    match = re.fullmatch(r"\s*(ja|nee)\b[\s,;:/()-]*(.*?)[\s)]*", text, re.IGNORECASE | re.DOTALL)
    if match is None:
        return None
    in_ip, ids = match.groups()
    return {"in_ip": in_ip, "ip_id": ids} if ids else {"in_ip": in_ip}


def split_cell(text: str, fields: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, str] | None:
    """Split a cell of a column that holds `fields`, or of an Omschrijving with labels in it.

    Returns:
        Text per field key, or None when the cell stays whole.
    """
    if (labelled := split_labelled(text, fields[0])) is not None:
        return labelled
    if fields == ("tijdspad", "ibn"):
        return split_tijdspad_ibn(text)
    if fields == ("projectnaam", "locatie"):
        return split_naam_locatie(text, vocabulary)
    return split_in_ip(text) if fields == ("in_ip", "ip_id") else None
