"""Whether the colours of a house style can be read on each other (WCAG 2.2 AA)."""

from collections.abc import Iterator, Mapping

from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.writing.stijl import styles

_TEKST = 4.5
_GRAFIEK = 3.0


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as `#1B365D`, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_findings(huis: Mapping[str, str]) -> tuple[Finding, ...]:
    """Warn about colours of `[huisstijl]` that can hardly be read; each pair once."""
    return tuple(
        Finding(
            code="XA-C030",
            severity=Severity.WAARSCHUWING,
            details={
                "voor": f"{huis[one]} ({one})",
                "achter": f"{huis[other]} ({other})",
                "gemeten": f"{contrast(huis[one], huis[other]):.1f}".replace(".", ","),
                "nodig": f"{needed:g}".replace(".", ","),
            },
        )
        for (one, other), needed in dict(_pairs(huis)).items()
        if contrast(huis[one], huis[other]) < needed
    )


def _pairs(huis: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield (colour in front, colour behind) by name, with the contrast that it needs."""
    yield ("invulrand", "invul"), _GRAFIEK
    yield ("invulrand", "wit"), _GRAFIEK
    # The names instead of the colours: so the styles themselves say what stands on what.
    for props in styles({key: key for key in huis}).values():
        front, behind = str(props.get("font_color", "tekst")), str(props.get("bg_color", "wit"))
        if front in huis and behind in huis:
            yield (front, behind), _TEKST
