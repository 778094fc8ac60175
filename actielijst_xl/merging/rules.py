"""What a merge must be told about the fields, and the strategy that it follows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from actielijst_xl.merging import decide, diff
from actielijst_xl.model.canon import Value, canon
from actielijst_xl.model.decisions import Decision, Edit, Intake, Key, Refusal, Scope, Uitgifte
from actielijst_xl.model.document import display
from actielijst_xl.model.field import Field, Soort
from actielijst_xl.model.vocab import CLOSED, match_closed

Accept = Callable[[Key, Value], Refusal | None]


def accept_all(key: Key, value: Value) -> None:
    """Accept every value: for fields that are checked elsewhere."""
    del key, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """The steps of a merge that decide something.

    There is one right strategy, the default. They are fields so that the tests can put a wrong step in
    its place and show that a law notices.

    Attributes:
        canon: The canonical form of a value in a field of some kind.
        delta: The edits of the placed rows of a return.
        scope: Why a party may not touch a field, or `None`.
        known: The intake that says the same as a new one, or `None`.
        supersedes: Whether a later intake takes the place of an earlier one.
        verdict: The decision table for one field.
        covers: Whether an earlier decision answers the question between these candidates.
    """

    canon: Callable[[Value, str], str] = canon
    delta: Callable[["diff.Desk", Iterable["diff.Placed"]], tuple[Edit, ...]] = diff.delta
    scope: Callable[[Scope, Uitgifte, Key], Refusal | None] = diff.out_of_scope
    known: Callable[[Sequence[Intake], Intake, Uitgifte], Intake | None] = diff.known
    supersedes: Callable[[Intake, Intake], bool] = diff.supersedes
    verdict: Callable[["decide.Case", Callable[[Decision, frozenset[str]], bool]], "decide.Verdict"] = (
        decide.verdict
    )
    covers: Callable[[Decision, frozenset[str]], bool] = decide.covers


def _status_vervallen() -> Mapping[str, tuple[str, str]]:
    return {"afspraak": ("status", "Vervallen")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a merge must be told about the fields.

    Attributes:
        velden: The field per (tabel, key): its kind and what an emptied cell means.
        accept: Says why a value is not acceptable in a field, or `None`; must depend on nothing else.
        vervallen: Per table the field and the word that mark a row as dropped.
        strategy: The steps of the merge; leave it alone outside tests.
    """

    velden: Mapping[tuple[str, str], Field]
    accept: Accept = accept_all
    vervallen: Mapping[str, tuple[str, str]] = field(default_factory=_status_vervallen)
    strategy: Strategy = field(default_factory=Strategy)

    def form(self, tabel: str, veld: str, value: Value) -> str:
        """The canonical form of `value` in this field; two words for one value of a list are one form."""
        found = self.velden.get((tabel, veld))
        if found is None:
            return self.strategy.canon(value, Soort.TEKST)
        return self.strategy.canon(self.word(tabel, veld, value) if found.gesloten else value, found.soort)

    def word(self, tabel: str, veld: str, value: Value) -> Value:
        """What is written for `value`: as typed, but in a field with a closed list the word of that list.

        The figures of the workbook count those words; `klaar` would be understood and not counted.
        """
        found = self.velden.get((tabel, veld))
        if found is None or not found.gesloten or value is None or found.lijst not in CLOSED:
            return value
        member = match_closed(found.lijst, display(value))
        return value if member is None else member.value

    def mark(self, tabel: str) -> tuple[str, str] | None:
        """The field that marks a row of `tabel` as dropped and the form of its mark, or `None`."""
        if tabel not in self.vervallen:
            return None
        veld, word = self.vervallen[tabel]
        return veld, self.form(tabel, veld, word)


def rules_for(fields: Iterable[Field], accept: Accept = accept_all) -> Rules:
    """The rules of a table of fields, such as `Fields().all`."""
    return Rules(velden={(f.tabel.value, f.key): f for f in fields}, accept=accept)
