"""The builder of monthly extracts for tests of the writers: invented projects, with figures given by hand."""

from dataclasses import replace
from datetime import date, timedelta

from actielijst_xl.model.maand import (
    Actielijstbron,
    AfspraakRij,
    HoofddocumentTekst,
    Maand,
    MonitoringRij,
    PartijRij,
    ProjectRij,
    Reactie,
)
from actielijst_xl.model.maand_cijfers import KERNCIJFERS, UITSPLITSINGEN, Cijfer, Kerncijfer
from actielijst_xl.model.maand_extract import (
    Extract,
    IbnJaar,
    IbnVeld,
    Verschuiving,
    VerschuivingSoort,
    Vraag,
    Wijziging,
    WijzigingSoort,
)

PEILDATUM = date(2026, 11, 1)
FORMULES = ("=1+1", "+31 6", "-2", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "'=2", "=cmd|'/C calc'!A0")
LANG = (
    "Er is nog geen overeenstemming over de locatie: twee varianten liggen naast elkaar, de grondeigenaar "
    "wil eerst zekerheid over de ontsluiting, en de netbeheerder kan pas bestellen als de vergunning er is. "
) * 4
_FASEN = ("Verkenningsfase", "Planuitwerkingsfase", "Projectfase", "Realisatiefase")
_OORDELEN = ("Op schema", "Knelpunt", "Op schema", "Aandacht", "Onbekend", "Aandacht", "Op schema")
_NAMEN = (
    "Uitbreiding station Waterrijk-Oost",
    "Nieuw 150/20 kV-station Kanaalstad-Noord",
    "Verzwaring 50 kV-ring Heuvelrode",
    "Warmtetransportleiding Oosterveen–Waterrijk",
    "Waterstofaansluiting haventerrein",
    "Groengasinvoeding Agropark De Linge",
    "Batterijopslag bedrijventerrein Zuidpoort",
)
_TREKKERS = ("Gemeente Kanaalstad", "Provincie Voorbeeldland", "Netwerk Kust", "Gemeente Oosterveen")
_VRAGEN = (
    "Besluit over de voorkeurslocatie",
    "Instemmen met het projectbesluit",
    "Aanwezig zijn bij de raad",
)


def kop(at, provincie="Voorbeeldland", maand="2026-11", peildatum=PEILDATUM):
    """What each row of a project begins with."""
    return {
        "provincie": provincie,
        "maand": maand,
        "peildatum": peildatum,
        "project_sleutel": f"p{at + 1:02d}",
        "project_id": f"P{at + 1:02d}",
        "projectnaam": _NAMEN[at % 7] + (f" {at // 7 + 1}" if at >= 7 else ""),
    }


def project_rij(at, **given):
    """The `at`-th project."""
    year = 2027 + at % 6
    return ProjectRij(
        **{
            **kop(at),
            "zonder_locatie": False,
            "omschrijving": "Meer ruimte op het net voor wonen en werken",
            "projectfase": _FASEN[at % 4],
            "vervolg": "Uitvoeringsacties",
            "gemeente": "Lelystad; Urk",
            "type_infra": ("Nieuw station", "Kabelverbinding", "Warmtenet")[at % 3],
            "energiedrager": ("Elektriciteit", "Elektriciteit", "Warmte")[at % 3],
            "netbeheerder": "Liander; TenneT",
            "ibn": str(year),
            "in_ip": "Ja",
            "ip_id": "1.10",
            "ibn_soort": "periode",
            "ibn_eerste": date(year, 1, 1),
            "ibn_laatste": date(year, 12, 31),
            "ibn_voorbij": False,
            "aantal_afspraken": 2,
            "afspraken_open": 2,
            "afspraken_te_laat": at % 2,
            **given,
        }
    )


def afspraak_rij(at, nr, **given):
    """Afspraak `nr` of the `at`-th project; the even ones are past their planning."""
    late = nr % 2 == 0 and at % 2 == 1
    day = date(2026, 9, 15) if late else date(2027, 6, 30)
    return AfspraakRij(
        **{
            **kop(at),
            "afspraak_sleutel": f"p{at + 1:02d}/a{nr:02d}",
            "afspraak_nr": f"P{at + 1:02d}-A{nr:02d}",
            "activiteit": ("Tracé afstemmen met het waterschap", "Bemiddelingsgesprek met de eigenaar")[
                nr % 2
            ],
            "trekker": _TREKKERS[at % 4],
            "hoofdtrekker": _TREKKERS[at % 4],
            "afspraak_partijen": "Waterschap",
            "resultaat": "Overeenstemming",
            "planning": f"{day:%d-%m-%Y}",
            "planning_soort": "periode",
            "planning_eerste": day,
            "planning_laatste": day,
            "status": "Loopt",
            "voortgang": "Tweede gesprek in november" if nr % 2 else "",
            "is_open": True,
            "is_te_laat": late,
            "weken_te_laat": 6 if late else None,
            "zonder_datum": False,
            "zonder_trekker": False,
            **given,
        }
    )


def monitoring_rij(at, **given):
    """The row of the `at`-th project in the monitoringslijst."""
    oordeel = _OORDELEN[at % 7]
    year = 2027 + at % 6 + (2 if oordeel == "Knelpunt" else 1 if oordeel == "Aandacht" else 0)
    asks = oordeel in ("Knelpunt", "Aandacht")
    return MonitoringRij(
        **{
            **kop(at),
            "haalbaarheid_ibn": str(year),
            "haalbaar_soort": "periode",
            "haalbaar_eerste": date(year, 1, 1),
            "haalbaar_laatste": date(year, 12, 31),
            "verschil_jaren": year - 2027 - at % 6,
            "oordeel": oordeel,
            "aandachtspunten": "Geen overeenstemming over de locatie; twee varianten in beeld"
            if asks
            else "",
            "versnellingsactie": "Bemiddeling tussen grondeigenaar en gemeente" if asks else "",
            "monitoring_trekker": _TREKKERS[at % 4],
            "vraag_energyboard": _VRAGEN[at % 3] if asks else "",
            "bijgewerkt_op": date(2026, 10, 3),
            "vraag_is_open": asks,
            "zonder_actie": False,
            **given,
        }
    )


def partij_rij(naam, **given):
    """A party that answered in time."""
    return PartijRij(
        **{
            "provincie": "Voorbeeldland",
            "maand": "2026-11",
            "peildatum": PEILDATUM,
            "partij": naam,
            "rol": "Gemeente",
            "uitgifte": "2026-10",
            "fiches": 3,
            "uitgegeven_op": date(2026, 10, 1),
            "deadline": date(2026, 10, 20),
            "reactie": Reactie.TERUG,
            "terug_op": date(2026, 10, 18),
            "dagen_te_laat": None,
            "laatste_reactie_op": date(2026, 10, 18),
            "stand_dagen": 14,
            "wijzigingen": 5,
            "afspraken_open": 4,
            "afspraken_te_laat": 1,
            **given,
        }
    )


def maand(count=7, *, naam="2026-11", peildatum=PEILDATUM, **given):
    """The record of a month with `count` projects."""
    parts = {
        "projecten": tuple(project_rij(at) for at in range(count)),
        "afspraken": tuple(afspraak_rij(at, nr) for at in range(count) for nr in (1, 2)),
        "monitoring": tuple(monitoring_rij(at) for at in range(count)),
        "partijen": (
            *(partij_rij(name) for name in _TREKKERS[:3]),
            partij_rij(
                _TREKKERS[3],
                reactie=Reactie.NIET_TERUG,
                terug_op=None,
                dagen_te_laat=12,
                stand_dagen=None,
                laatste_reactie_op=None,
                wijzigingen=0,
            ),
        ),
        "hoofddocument": (
            HoofddocumentTekst(
                provincie="Voorbeeldland",
                veld="terugblik_goed",
                tekst="Alle gemeenten deden mee.\nMet plezier.",
            ),
        ),
        **given,
    }
    stamped = {
        key: tuple(replace(row, maand=naam, peildatum=peildatum) for row in rows)
        if key in ("projecten", "afspraken", "monitoring", "partijen")
        else rows
        for key, rows in parts.items()
    }
    bron = Actielijstbron(provincie="Voorbeeldland", actielijst_id="abc123", uitgave="2026-09")
    return Maand(**{"maand": naam, "peildatum": peildatum, "actielijsten": (bron,), **stamped})


def _figures(count, nu):
    """now, then and first, by key; what is not named is 0."""
    late = sum(a.is_te_laat for a in nu.afspraken)
    asks = sum(m.vraag_is_open for m in nu.monitoring)
    return {
        "projecten": (count, count, max(0, count - 1)),
        "afspraken_open": (2 * count, 2 * count + 3, 2 * count),
        "afspraken_te_laat": (late, max(0, late - 2), 0),
        "haalbaar_later": (asks, max(0, asks - 1), 0),
        "projecten_knelpunt": (sum(m.oordeel == "Knelpunt" for m in nu.monitoring), 1, 0),
        "vragen_open": (asks, asks, 0),
    }


def _verschuivingen(nu):
    for row in nu.monitoring:
        if row.verschil_jaren:
            year = row.haalbaar_laatste.year
            yield Verschuiving(
                **{name: getattr(row, name) for name in kop(0)},
                vergeleken_met="2026-10",
                veld=IbnVeld.HAALBAAR,
                soort=VerschuivingSoort.LATER,
                was=str(year - row.verschil_jaren),
                wordt=str(year),
                eerste_was=date(year - row.verschil_jaren, 1, 1),
                eerste_wordt=date(year, 1, 1),
                laatste_was=date(year - row.verschil_jaren, 12, 31),
                laatste_wordt=date(year, 12, 31),
                eerste_dagen=365 * row.verschil_jaren,
                laatste_dagen=365 * row.verschil_jaren,
                laatste_jaren=row.verschil_jaren,
                reden=row.aandachtspunten,
                bron="Retour Netwerk Kust, 18-10-2026",
            )


def _wijzigingen(nu):
    for row in nu.projecten[:3]:
        yield Wijziging(
            **{name: getattr(row, name) for name in kop(0)},
            vergeleken_met="2026-10",
            soort=WijzigingSoort.GEWIJZIGD,
            tabel="project",
            afspraak_nr="",
            veld="projectfase",
            veld_label="Projectfase",
            was="Verkenningsfase",
            wordt=row.projectfase,
            bron="Retour Netwerk Kust, 18-10-2026",
        )


def _vragen(nu):
    for at, row in enumerate(r for r in nu.monitoring if r.vraag_is_open):
        sinds = nu.peildatum - timedelta(days=31 * max(0, 2 - at))
        yield Vraag(
            **{name: getattr(row, name) for name in kop(0)},
            vraag=row.vraag_energyboard,
            sinds=sinds,
            dagen_open=(nu.peildatum - sinds).days,
            oordeel=row.oordeel,
            haalbaarheid_ibn=row.haalbaarheid_ibn,
            versnellingsactie=row.versnellingsactie,
            monitoring_trekker=row.monitoring_trekker,
        )


def _cijfers(figures, provincie, naam, peildatum, at):
    for definitie in KERNCIJFERS:
        number = figures.get(definitie.key, (0, 0, 0))[at]
        if not (at == 2 and definitie.vergelijkt):
            yield Cijfer(
                provincie=provincie,
                maand=naam,
                peildatum=peildatum,
                kerncijfer=definitie.key,
                uitsplitsing="",
                waarde="",
                aantal=number,
            )


def extract(count=7, *, eerste_maand=False, provincies=("Voorbeeldland",), **given):
    """The extract of a month with `count` projects; `given` replaces attributes of the month."""
    nu = maand(count, **given)
    if len(provincies) > 1:
        nu = _landelijk(nu, provincies)
    figures = _figures(len(nu.projecten), nu)
    vorige = None if eerste_maand else maand(count, naam="2026-10", peildatum=date(2026, 10, 1))
    moments = [("2026-09", date(2026, 9, 1), 2), ("2026-10", date(2026, 10, 1), 1), ("2026-11", PEILDATUM, 0)]
    trend = [c for naam, dag, at in moments for c in _cijfers(figures, provincies[0], naam, dag, at)]
    jaren = {m.haalbaar_laatste.year for m in nu.monitoring if m.haalbaar_laatste}
    per_jaar = [
        IbnJaar(
            jaar=jaar,
            nu=sum(m.haalbaar_laatste is not None and m.haalbaar_laatste.year == jaar for m in nu.monitoring),
            toen=None if eerste_maand else (jaar + len(jaren)) % 4,
        )
        for jaar in range(min(jaren, default=2027), max(jaren, default=2027) + 1)
    ]
    return Extract(
        nu=nu,
        vorige=vorige,
        vergelijk=vorige,
        eerste=None if eerste_maand else replace(maand(count), eerste_versie=True),
        kerncijfers=tuple(
            Kerncijfer(
                definitie=d,
                nu=None if eerste_maand and d.vergelijkt else figures.get(d.key, (0, 0, 0))[0],
                toen=None if eerste_maand else figures.get(d.key, (0, 0, 0))[1],
                eerste=None if eerste_maand else figures.get(d.key, (0, 0, 0))[2],
            )
            for d in KERNCIJFERS
        ),
        uitsplitsingen=tuple(_uitsplitsingen(nu, eerste_maand=eerste_maand)),
        verschuivingen=() if eerste_maand else tuple(_verschuivingen(nu)),
        wijzigingen=() if eerste_maand else tuple(_wijzigingen(nu)),
        vragen=tuple(_vragen(nu)),
        te_laat=tuple(a for a in nu.afspraken if a.is_te_laat),
        ibn_per_jaar=tuple(per_jaar),
        cijfers=tuple(c for c in trend if c.maand == nu.maand),
        trend=tuple(c for c in trend if c.maand == nu.maand or not eerste_maand),
    )


def _uitsplitsingen(nu, *, eerste_maand):
    per_fase = next(u for u in UITSPLITSINGEN if u.key == "projectfase")
    projecten = next(d for d in KERNCIJFERS if d.key == per_fase.kerncijfer)
    for fase in _FASEN:
        number = sum(p.projectfase == fase for p in nu.projecten)
        yield Kerncijfer(
            definitie=projecten,
            uitsplitsing="projectfase",
            waarde=fase,
            nu=number,
            toen=None if eerste_maand else number + 1,
            eerste=None,
        )


def _landelijk(nu, provincies):
    def spread(rows):
        return tuple(replace(row, provincie=naam) for naam in provincies for row in rows)

    return replace(
        nu,
        actielijsten=tuple(
            Actielijstbron(provincie=naam, actielijst_id=naam, uitgave="2026-09") for naam in provincies
        ),
        projecten=spread(nu.projecten),
        afspraken=spread(nu.afspraken),
        monitoring=spread(nu.monitoring),
        partijen=spread(nu.partijen),
        hoofddocument=spread(nu.hoofddocument),
    )
