"""The codes of the stage 'valideren' by name, and how much each weighs."""

from enum import StrEnum

from actielijst_xl.model.findings import Severity


class Code(StrEnum):
    """A finding of the checks; its sentence stands in `messages.valideren`."""

    GEEN_PROJECTEN = "XA-V001"
    KOLOM_ONTBREEKT = "XA-V002"
    NUMMER_ONTBREEKT = "XA-V003"
    NUMMER_DUBBEL = "XA-V004"
    NUMMER_IS_DATUM = "XA-V005"
    NUMMER_IS_GETAL = "XA-V006"
    PERIODE_ONLEESBAAR = "XA-V007"
    PERIODE_RELATIEF = "XA-V008"
    PERIODE_HERSTELD = "XA-V009"
    FASE_ONBEKEND = "XA-V010"
    FASE_ONTBREEKT = "XA-V011"
    KEUZE_ONBEKEND = "XA-V012"
    DATUM_ONLEESBAAR = "XA-V013"
    GETAL_ONLEESBAAR = "XA-V014"
    NAAM_ONTBREEKT = "XA-V015"
    PERIODE_OMGEKEERD = "XA-V016"
    NUMMER_SAMENGEVOEGD = "XA-V017"
    GEMEENTE_ONBEKEND = "XA-V020"
    GEMEENTE_DUBBELZINNIG = "XA-V021"
    GEMEENTE_ANDERS_GESCHREVEN = "XA-V022"
    GEMEENTE_BUITEN_PROVINCIE = "XA-V023"
    GEMEENTE_ONTBREEKT = "XA-V024"
    PROVINCIE_ONBEKEND = "XA-V025"
    NETBEHEERDER_LIJKT_OP = "XA-V026"
    IP_NEE_MET_ID = "XA-V030"
    IP_JA_ZONDER_ID = "XA-V031"
    IP_NEE_IN_FASE = "XA-V032"
    IBN_ONTBREEKT = "XA-V040"
    IBN_VOORBIJ = "XA-V041"
    IBN_BUITEN_BEREIK = "XA-V042"
    AFSPRAAK_ZONDER_ACTIVITEIT = "XA-V050"
    AFSPRAAK_ZONDER_TREKKER = "XA-V051"
    AFSPRAAK_ZONDER_PLANNING = "XA-V052"
    AANDACHTSPUNT_ZONDER_ACTIE = "XA-V060"
    AANDACHTSPUNT_ZONDER_TREKKER = "XA-V061"
    ROUTE_ZONDER_AFSPRAAK = "XA-V070"
    ROUTE_MET_AFSPRAAK = "XA-V071"
    HERKOMST_A = "XA-V072"
    GEGEVEN_ZONDER_KOLOM = "XA-V080"


_WARNINGS = frozenset(
    {
        Code.NUMMER_IS_GETAL,
        Code.PERIODE_RELATIEF,
        Code.DATUM_ONLEESBAAR,
        Code.GETAL_ONLEESBAAR,
        Code.GEMEENTE_BUITEN_PROVINCIE,
        Code.PROVINCIE_ONBEKEND,
        Code.NETBEHEERDER_LIJKT_OP,
        Code.IP_JA_ZONDER_ID,
        Code.IP_NEE_IN_FASE,
        Code.IBN_ONTBREEKT,
        Code.IBN_VOORBIJ,
        Code.IBN_BUITEN_BEREIK,
        Code.AFSPRAAK_ZONDER_TREKKER,
        Code.AFSPRAAK_ZONDER_PLANNING,
        Code.AANDACHTSPUNT_ZONDER_ACTIE,
        Code.AANDACHTSPUNT_ZONDER_TREKKER,
        Code.ROUTE_ZONDER_AFSPRAAK,
        Code.ROUTE_MET_AFSPRAAK,
        Code.HERKOMST_A,
        Code.GEGEVEN_ZONDER_KOLOM,
    }
)
_NOTES = frozenset({Code.PERIODE_HERSTELD, Code.GEMEENTE_ANDERS_GESCHREVEN})


def severity_of(code: Code) -> Severity:
    """Return how much a finding with this code weighs; what is not named otherwise blocks."""
    if code in _NOTES:
        return Severity.MELDING
    return Severity.WAARSCHUWING if code in _WARNINGS else Severity.FOUT
