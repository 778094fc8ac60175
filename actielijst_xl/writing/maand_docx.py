"""The monthly extract in Word: the one-pager Energyboard and the Hoofddocument, from templates."""

from actielijst_xl.model.maand_extract import Extract
from actielijst_xl.writing.maand_bladen import titel_provincie
from actielijst_xl.writing.maand_docx_waarden import energyboard_waarden, hoofddocument_waarden
from actielijst_xl.writing.maand_sjabloon import fill_template


def write_energyboard(extract: Extract, template: bytes, *, bestand: str = "energyboard.docx") -> bytes:
    """Write the one-pager Energyboard.

    Args:
        extract: The month.
        template: The .docx with placeholders; the names are those of `energyboard_waarden`.
        bestand: Name of the template, for messages.

    Raises:
        UsageError: XA-M008: docxtpl is not installed.
        InputError: XA-G141 to XA-G145: the template is not right.
    """
    return fill_template(
        template,
        energyboard_waarden(extract),
        bestand=bestand,
        titel=f"Monitor energyboard {titel_provincie(extract)}, {extract.nu.naam}",
        dag=extract.nu.peildatum,
    )


def write_hoofddocument(extract: Extract, template: bytes, *, bestand: str = "hoofddocument.docx") -> bytes:
    """Write the Hoofddocument of the provinciale uitvoeringsaanpak.

    Args:
        extract: The month.
        template: The .docx with placeholders; the names are those of `hoofddocument_waarden`.
        bestand: Name of the template, for messages.

    Raises:
        UsageError: XA-M008: docxtpl is not installed.
        InputError: XA-G141 to XA-G145: the template is not right.
    """
    return fill_template(
        template,
        hoofddocument_waarden(extract),
        bestand=bestand,
        titel=f"Hoofddocument uitvoeringsaanpak {titel_provincie(extract)}, {extract.nu.naam}",
        dag=extract.nu.peildatum,
    )
