"""The Leeswijzer: what is asked, of whom, before when; how to read the cells; what is in the workbook."""

from collections.abc import Mapping, Sequence
from typing import cast

from actielijst_xl.writing.kader import Kader, fiche_target, section, title_block
from actielijst_xl.writing.plan import Area, Picture, Sheet, Table, quote_sheet

LAST = 2


def leeswijzer_sheet(kader: Kader, bladen: Sequence[str], logo: bytes | None) -> Sheet:
    """Plan the sheet Leeswijzer.

    Args:
        kader: What the sheets share.
        bladen: Names of the other visible sheets, in order.
        logo: A PNG or JPEG of the province, or None.
    """
    sheet = Sheet(
        name="Leeswijzer", landscape=False, widths={0: 30, 1: 72, 2: 34, 3: 24}, last_print_col=LAST
    )
    sheet.hidden_cols = frozenset((3,))
    teksten = cast("Mapping[str, Mapping[str, object]]", kader.teksten)
    soort = teksten["master" if kader.is_master else "uitgifte"]
    title_block(sheet, "pMIEK-actielijst", _filled(kader, str(soort["ondertitel"])), ())
    for row, text in enumerate((f"uitgifte:{kader.uitgifte}", f"ontvanger:{kader.ontvanger}")):
        sheet.put(row, 3, text, "sleutel")
    section(sheet, 4, str(soort["vraag"]), 0, LAST)
    stappen = cast("Sequence[Sequence[str]]", soort["stappen"])
    for row, (kop, tekst) in enumerate(stappen, 5):
        sheet.put(row, 0, kop, "label")
        sheet.put(row, 1, _filled(kader, tekst), "lees")
        sheet.heights[row] = 34.0
    _card(sheet, kader)
    row = _cells(sheet, teksten["cellen"], 6 + len(stappen))
    _contents(sheet, kader, bladen, teksten["bladen"], row + 1)
    if logo:
        tekst = kader.huis["logo_tekst"]
        sheet.pictures.append(Picture(row=0, col=LAST, data=logo, description=tekst, height_px=60))
    return sheet


def _filled(kader: Kader, text: str) -> str:
    lijst = kader.actielijst
    deadline = f"{kader.deadline:%d-%m-%Y}" if kader.deadline else ""
    voor = f"Vóór {deadline}" if deadline else "Zo snel mogelijk"
    naar = f" naar {lijst.mail}" if lijst.mail else " naar de provincie"
    return text.format(
        provincie=lijst.provincie,
        uitgave=lijst.uitgave,
        mail=lijst.mail,
        deadline=deadline,
        ontvanger=kader.ontvanger,
        terugsturen=f"{voor}{naar}.",
    )


def _card(sheet: Sheet, kader: Kader) -> None:
    """Deadline, address and version, beside the steps."""
    lijst = kader.actielijst
    if kader.is_master:
        sheet.put(5, 2, "Peildatum", "tegel_rand")
        sheet.put(6, 2, lijst.peildatum, "tegel_datum")
    else:
        sheet.put(5, 2, "Terugsturen vóór" if kader.deadline else "Terugsturen", "tegel_rand")
        sheet.put(6, 2, kader.deadline or "zo snel mogelijk", "tegel_datum")
    sheet.put(7, 2, lijst.mail or f"Provincie {lijst.provincie}", "tegel_rand")
    versie = f"Uitgave {lijst.uitgave}" + (f" · uitgifte {kader.uitgifte}" if kader.uitgifte else "")
    sheet.put(8, 2, versie, "tegel_rand")


def _cells(sheet: Sheet, cellen: Mapping[str, object], row: int) -> int:
    section(sheet, row, str(cellen["titel"]), 0, LAST)
    for at, (style, kop, tekst) in enumerate(cast("Sequence[Sequence[str]]", cellen["regels"]), row + 1):
        sheet.put(at, 0, kop, {"vul": "vul_vast", "oordeel": "oordeel_voorbeeld"}.get(style, style))
        sheet.put(at, 1, tekst, "lees")
    return row + 1 + len(cast("Sequence[object]", cellen["regels"]))


def _contents(
    sheet: Sheet, kader: Kader, bladen: Sequence[str], uitleg: Mapping[str, object], row: int
) -> None:
    section(sheet, row, "Inhoud van dit bestand", 0, LAST)
    headers = ("Werkblad", "Waarvoor", "Invullen door")
    sheet.put_row(row + 1, 0, headers, "kop")
    fiches = {f.blad: f for f in kader.actielijst.fiches}
    for at, blad in enumerate(bladen, row + 2):
        sheet.heights[at] = 13.5
        waarvoor, wie = cast("Sequence[str]", uitleg.get(blad, uitleg["fiche"]))
        target = fiche_target(fiches[blad]) if blad in fiches else f"{quote_sheet(blad)}!A1"
        sheet.put(at, 0, blad, "lees_link", link=target)
        sheet.put(at, 1, fiches[blad].project.text("projectnaam") if blad in fiches else waarvoor, "lees")
        sheet.put(at, 2, wie, "lees")
    sheet.tables.append(
        Table(
            name="Inhoud",
            area=Area(row + 1, 0, row + 1 + len(bladen), LAST),
            headers=headers,
            title="Inhoud van dit bestand",
            description="Per werkblad waarvoor het is en wie het invult.",
        )
    )
