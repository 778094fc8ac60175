"""Reminders: a text and a draft mail per party that has not answered, or is late with an afspraak."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from actielijst_xl.errors import UsageError
from actielijst_xl.model.decisions import Uitgifte
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.maand import AfspraakRij, PartijRij, Reactie, maand_van
from actielijst_xl.model.partijen import is_role
from actielijst_xl.model.settings import Settings
from actielijst_xl.model.vocab import fold
from actielijst_xl.templates import data_folder, load_toml
from actielijst_xl.usecases.bestanden import make_folder, read_source
from actielijst_xl.usecases.maand_lezen import month_of
from actielijst_xl.usecases.open_master import OpenMaster, open_master
from actielijst_xl.writing.files import write_files

Texts = Mapping[str, Any]  # workbook_templates/herinnering.toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Herinnering:
    """A reminder to one party.

    Attributes:
        partij: Its name.
        mail: Its mail address from the settings, or "".
        onderwerp: The subject.
        tekst: The text, in lines.
        fiches: The fiches that are still to come back, as their tabs say them.
        te_laat: Numbers of its afspraken past their planning.
        deadline: The day before which its file has to be back, or None.
    """

    partij: str
    mail: str
    onderwerp: str
    tekst: str
    fiches: tuple[str, ...]
    te_laat: tuple[str, ...]
    deadline: date | None

    @property
    def bestandsnaam(self) -> str:
        """Name of the draft: `herinnering-gemeente-urk.eml`."""
        return f"herinnering-{re.sub(r'[^a-z0-9]+', '-', fold(self.partij)).strip('-') or 'partij'}.eml"

    def as_mail(self) -> bytes:
        """The draft mail: UTF-8, and marked as not sent yet, so that Outlook opens it to edit."""
        message = EmailMessage(policy=SMTP)
        message["Subject"] = " ".join(self.onderwerp.split())  # a line break would start another header
        if self.mail:
            message["To"] = " ".join(self.mail.split())
        message["X-Unsent"] = "1"
        message.set_content(self.tekst + "\n", charset="utf-8", cte="quoted-printable")
        return bytes(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Herinneringen:
    """The outcome of remind.

    Attributes:
        herinneringen: One per party, by name.
        bestanden: The drafts that were written.
        findings: What people should know.
    """

    herinneringen: tuple[Herinnering, ...]
    bestanden: tuple[Path, ...]
    findings: tuple[Finding, ...]


def remind(
    path: Path,
    *,
    settings: Settings,
    vandaag: date,
    folder: Path | None = None,
    alleen: Sequence[str] = (),
) -> Herinneringen:
    """Make the reminders of a running actielijst.

    Args:
        path: The master.
        settings: The settings; [partijen] has the mail addresses.
        vandaag: The day of the run: what is past is past on this day.
        folder: Where the draft mails go; none are written when None.
        alleen: Names of the only parties that get one; all when empty.

    Raises:
        UsageError: XA-M020 nothing was handed out yet, XA-M023 a name in `alleen` is no party.
        InputError: As `open_master`.
        InUseError: A draft is open elsewhere; nothing was written.
    """
    data, name = read_source(path)
    opened = open_master(data, name, settings)
    maand = month_of(opened, maand_van(vandaag), vandaag).maand
    if all(p.reactie is Reactie.NIET_UITGEGEVEN for p in maand.partijen):
        raise UsageError("XA-M020")
    texts = load_toml(data_folder("workbook_templates") / "herinnering.toml")
    late = [afspraak for afspraak in maand.afspraken if afspraak.is_te_laat]
    parties = _chosen(maand.partijen, alleen)
    made = tuple(r for p in parties if (r := _reminder(p, late, opened, texts, vandaag)))
    return Herinneringen(
        herinneringen=made,
        bestanden=write_drafts(made, folder, settings) if folder else (),
        findings=(
            *opened.master.findings,
            *_nobodys(() if alleen else late),
            *_about(made, with_mail=folder is not None),
        ),
    )


def _chosen(partijen: Sequence[PartijRij], alleen: Sequence[str]) -> list[PartijRij]:
    known = {fold(p.partij): p for p in partijen}
    for naam in alleen:
        if fold(naam) not in known:
            raise UsageError("XA-M023", partij=naam, partijen=", ".join(p.partij for p in partijen))
    chosen = [known[fold(naam)] for naam in alleen] if alleen else list(partijen)
    return [partij for partij in chosen if not is_role(partij.partij)]


def _reminder(
    partij: PartijRij, late: Sequence[AfspraakRij], opened: OpenMaster, texts: Texts, vandaag: date
) -> Herinnering | None:
    """The reminder to a party, or None when there is nothing to remind of."""
    own = [a for a in late if fold(a.hoofdtrekker) == fold(partij.partij)]
    waiting = partij.reactie is Reactie.NIET_TERUG
    if not own and not waiting:
        return None
    fiches = tuple(_fiches(partij, opened)) if waiting else ()
    paragraphs = [texts["aanhef"].format(partij=partij.partij)]
    if waiting:
        paragraphs += _not_back(partij, fiches, texts["niet_terug"], vandaag)
    if own:
        paragraphs += _past(own, texts["te_laat"])
    paragraphs += _end(partij, opened.settings, texts["slot"], waiting=waiting)
    addresses = {fold(naam): mail for naam, mail in opened.settings.partijen.items()}
    return Herinnering(
        partij=partij.partij,
        mail=addresses.get(fold(partij.partij), ""),
        onderwerp=texts["onderwerp"].format(provincie=partij.provincie),
        tekst="\n\n".join(paragraphs),
        fiches=fiches,
        te_laat=tuple(a.afspraak_nr for a in own),
        deadline=partij.deadline if waiting else None,
    )


def _fiches(partij: PartijRij, opened: OpenMaster) -> Iterator[str]:
    """The fiches of a party in its last uitgifte, as their tabs say them, in the order of the sheets."""
    rounds = [e for e in opened.state.events if isinstance(e, Uitgifte) and e.id == partij.uitgifte]
    scope = rounds[-1].scopes[partij.partij].fiches or frozenset()
    yield from (blad for fiche, blad in opened.master.bladen.items() if fiche in scope)


def _not_back(partij: PartijRij, fiches: Sequence[str], texts: Texts, vandaag: date) -> Iterator[str]:
    sent = texts["tekst"] if partij.uitgegeven_op else texts["tekst_zonder_dag"]
    yield sent.format(uitgegeven_op=_day(partij.uitgegeven_op), uitgifte=partij.uitgifte)
    if partij.deadline is None:
        yield texts["geen_deadline"]
    else:
        is_past = partij.deadline <= vandaag  # it had to be back before that day
        asked = texts["deadline_voorbij"] if is_past else texts["deadline"]
        yield asked.format(deadline=_day(partij.deadline))
    yield "\n".join([texts["fiche" if len(fiches) == 1 else "fiches"], *(f"- {blad}" for blad in fiches)])


def _past(afspraken: Sequence[AfspraakRij], texts: Texts) -> Iterator[str]:
    lines = [
        "- "
        + texts["afspraak"].format(
            nummer=a.afspraak_nr,
            activiteit=a.activiteit,
            project=a.projectnaam,
            planning=a.planning,
            weken=_weeks(a.weken_te_laat or 0),
        )
        for a in sorted(afspraken, key=lambda a: -(a.weken_te_laat or 0))
    ]
    yield "\n".join([texts["tekst_een" if len(lines) == 1 else "tekst"], *lines])


def _weeks(number: int) -> str:
    return {0: "minder dan een week", 1: "1 week"}.get(number, f"{number} weken")


def _end(partij: PartijRij, settings: Settings, texts: Texts, *, waiting: bool) -> Iterator[str]:
    mail = settings.text("provincie", "mail")
    back = texts["terug"].format(mail=mail) + " " if waiting and mail else ""
    yield f"{back}{texts['hulp']}" if waiting else texts["hulp_afspraak"]
    yield f"{texts['groet']}\n{texts['afzender'].format(provincie=partij.provincie)}"


def _day(day: date | None) -> str:
    return f"{day.day}-{day.month}-{day.year}" if day else ""


def write_drafts(made: Sequence[Herinnering], folder: Path, settings: Settings) -> tuple[Path, ...]:
    """Write a draft mail per reminder; two parties never share a file."""
    contents: dict[Path, bytes] = {}
    for reminder in made:
        path = folder / reminder.bestandsnaam
        options = (path.with_stem(f"{path.stem}{'' if n == 1 else f'-{n}'}") for n in range(1, len(made) + 1))
        contents[next(option for option in options if option not in contents)] = reminder.as_mail()
    if contents:
        make_folder(folder)
        write_files(contents, archive=folder / "archief", keep=settings.number("werkboek", "bewaren"))
    return tuple(contents)


def _nobodys(late: Sequence[AfspraakRij]) -> Iterator[Finding]:
    """Say which afspraken are late while no organisation is named that can be reminded."""
    found = [a.afspraak_nr for a in late if not a.hoofdtrekker or is_role(a.hoofdtrekker)]
    if found:
        details = {"afspraken": ", ".join(found)}
        yield Finding(code="XA-M024", severity=Severity.WAARSCHUWING, details=details)


def _about(made: Sequence[Herinnering], *, with_mail: bool) -> Iterator[Finding]:
    if not made:
        yield Finding(code="XA-M021", severity=Severity.MELDING)
    for reminder in made if with_mail else ():
        if not reminder.mail:
            details = {"partij": reminder.partij}
            yield Finding(code="XA-M022", severity=Severity.WAARSCHUWING, details=details)
