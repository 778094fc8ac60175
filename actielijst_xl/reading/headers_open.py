"""Headers with more than one meaning, and headers over cells that hold two fields."""

from collections.abc import Mapping

# Headers that mean more than one thing: the content decides, the first one when it can't.
_TREKKER = ("trekker", "monitoring_trekker")
_PLAATS = ("locatie", "gemeente", "provincie")
_SOORT = ("type_project", "type_infra", "energiedrager")
_WANNEER = ("planning", "ibn", "tijdspad")
OPEN_KOPPEN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("locatie", "plaats", "gebied", "regio", "deelgebied", "ligging"), _PLAATS),
    **dict.fromkeys(("type", "soort"), _SOORT),
    **dict.fromkeys(("planning", "wanneer", "deadline", "gereedop", "jaar"), _WANNEER),
    **dict.fromkeys(("trekker", "trekkerverantwoordelijke", "actiehouder", "eigenaar"), _TREKKER),
    "verantwoordelijke": _TREKKER,
    "status": ("status", "projectfase"),
    **dict.fromkeys(("standvanzaken", "voortgang"), ("voortgang", "projectfase")),
    "stoplicht": ("oordeel", "haalbaarheid_ibn"),
    "haalbaarheidibn": ("haalbaarheid_ibn", "oordeel"),
    "haalbaarheid": ("haalbaarheid_ibn", "oordeel"),
    "knelpunt": ("aanleiding", "kansen_knelpunten"),
    "project": ("projectnaam", "project_id"),
    "omschrijvingproject": ("projectnaam", "omschrijving"),
    "ip": ("in_ip", "ip_id"),
    "investeringsplan": ("ip_id", "in_ip"),
}
# Headers over a cell with two fields in it (fiche, bijlage 1); the splitter takes the cells apart.
GECOMBINEERD: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("tijdspadenibn", "tijdpadenibn", "planningenibn", "tijdspadibn"), ("tijdspad", "ibn")),
    **dict.fromkeys(
        ("naamenlocatie", "naamlocatie", "projectnaamenlocatie", "projectenlocatie"),
        ("projectnaam", "locatie"),
    ),
    "linkmetpmiekprojectenip": ("in_ip", "ip_id"),
}
