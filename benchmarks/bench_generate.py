"""Writing the master as a ratio to bare XlsxWriter. Run: python benchmarks/bench_generate.py [30 300 1000]

The list is made up. Measured is `write_actielijst`: planning every sheet, the heights of text, writing and
zipping; not reading and checking the list. Against it stand two replays of the same workbook with bare
XlsxWriter calls, recorded beforehand, so that they plan and compute nothing:

- replay: the same cells, formats, formulas, links, tables, validations, conditional formats, charts, widths,
  heights, protection, print settings, names and properties;
- cells: the same cells with their formats and formulas, nothing else.

What the loop of the replay itself costs (measured with calls that do nothing) is taken off its time.
"""

import gc
import io
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import xlsxwriter

from actielijst_xl.model.actielijst import make_actielijst
from actielijst_xl.model.document import Lijst, Overig, Project, Source, Value
from actielijst_xl.model.settings import make_settings
from actielijst_xl.model.vocab import Projectfase
from actielijst_xl.templates import data_folder, load_defaults, load_toml, load_vocabulary
from actielijst_xl.writing.actielijst import write_actielijst
from actielijst_xl.writing.kader import Kader, drop_downs

GEMEENTEN = ("Lelystad", "Almere", "Urk", "Dronten", "Zeewolde", "Noordoostpolder")
NOTATIES = ("2029", "Q3 2030", "2030 – 2032", ">2031", "medio 2028", "n.t.b.", "eind 2027")
Call = tuple[str, tuple[Any, ...]]


def project(number: int) -> Project:
    """A made-up project with two afspraken and three cells of 'overige gegevens'."""
    source = Source(sheet="Lijst", cell=f"A{number + 2}")

    def values(**given: object) -> dict[str, Value]:
        return {key: Value(raw=raw, source=source) for key, raw in given.items()}  # type: ignore[arg-type]

    return Project(
        source=source,
        values=values(
            project_id=f"VL-{number:04d}",
            projectnaam=f"Nieuw 150/20 kV-station bedrijventerrein Noordkade {number}",
            omschrijving=f"Nieuw station nummer {number} voor wonen en werken aan de rand van de stad",
            aanleiding="Het bestaande station zit vol en kan op deze plek niet groeien",
            doel=f"Ruimte voor {number * 10} woningen en een bedrijventerrein",
            projectfase=tuple(Projectfase)[number % 4].value,
            gemeente=GEMEENTEN[number % len(GEMEENTEN)],
            type_infra=("Nieuw station", "Kabelverbinding", "Opslag")[number % 3],
            energiedrager="Elektriciteit",
            netbeheerder="TenneT; Liander",
            ibn=NOTATIES[number % len(NOTATIES)],
            haalbaarheid_ibn=2029 + number % 6,
            oordeel=("Op schema", "Aandacht", "Knelpunt")[number % 3],
            aandachtspunten="Geen overeenstemming over de locatie",
        ),
        afspraken=tuple(
            values(
                activiteit=f"Projectbesluit {at} maken",
                trekker="Gemeente Lelystad",
                planning=NOTATIES[(number + at) % len(NOTATIES)],
                status=("Loopt", "Gereed")[at],
            )
            for at in range(2)
        ),
        overige=tuple(
            Overig(kop=kop, value=Value(raw=raw, source=source))
            for kop, raw in (("Score", number), ("Wachtlijst (MW)", "12"), ("Perceel", "A 123"))
        ),
    )


def frame(projects: int) -> Kader:
    settings = make_settings({}, load_defaults(), "benchmark")
    vocab = load_vocabulary()
    rows = tuple(project(number) for number in range(1, projects + 1))
    lijst = make_actielijst(
        Lijst(file="verzonnen.xlsx", sheet="Lijst", projects=rows, columns=()),
        (),
        fields=settings.fields,
        vocab=vocab,
        provincie="Voorbeeldland",
        peildatum=date(2026, 11, 1),
    )
    return Kader(
        actielijst=lijst,
        fields=settings.fields,
        vocab=vocab,
        lijsten=drop_downs(lijst, vocab, {}),
        huis=settings.huisstijl,
        teksten=load_toml(data_folder("workbook_templates") / "leeswijzer.toml"),
    )


class Recorder:
    """Stands between us and an XlsxWriter object: passes each call on and writes it down."""

    def __init__(self, real: Any, name: str, tape: list[Any], known: dict[int, str]) -> None:
        self.__dict__.update(_real=real, _name=name, _tape=tape, _known=known)

    def __getattr__(self, method: str) -> Any:
        attribute = getattr(self._real, method)
        if not callable(attribute):
            return attribute

        def call(*args: Any, **kwargs: Any) -> Any:
            result = attribute(*map(bare, args), **{k: bare(v) for k, v in kwargs.items()})
            if method.startswith(
                ("write", "set_", "add_", "insert_", "data_", "conditional", "define", "protect")
            ) or (method in _PLAIN):
                made = f"{self._name}.{len(self._tape)}"
                self._tape.append((self._name, method, args, kwargs, made))
                if method.startswith("add_") and result is not None and not isinstance(result, int):
                    return Recorder(result, made, self._tape, self._known)
            return result

        return call


_PLAIN = ("hide_gridlines", "fit_to_pages", "repeat_rows", "freeze_panes", "hide", "very_hidden", "activate",
          "show_hidden_data", "show_na_as_empty_cell", "print_area")  # fmt: skip


def bare(value: Any) -> Any:
    """The value with every recorder in it replaced by what it stands for."""
    if isinstance(value, Recorder):
        return value._real
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items()}
    if isinstance(value, list):
        return [bare(item) for item in value]
    return value


def record(kader: Kader) -> list[Any]:
    """Every call that the production code makes to XlsxWriter for this master, in order."""
    tape: list[Any] = []
    real = xlsxwriter.Workbook

    class Taped:
        def __new__(cls, target: Any, options: Any) -> Any:
            return Recorder(real(target, options), "book", tape, {})

    xlsxwriter.Workbook = Taped
    try:
        write_actielijst(kader)
    finally:
        xlsxwriter.Workbook = real
    return tape


class Nothing:
    """Takes every call and does nothing."""

    def __getattr__(self, _method: str) -> Any:
        return self.nothing

    def nothing(self, *_args: Any, **_kwargs: Any) -> "Nothing":
        return self


def replay(tape: list[Any], book: Any) -> None:
    """Make the recorded calls on a bare XlsxWriter workbook."""
    made: dict[str, Any] = {"book": book}

    def real(value: Any) -> Any:
        kind = type(value)
        if kind is Recorder:
            return made[value._name]
        if kind is dict:
            return {key: real(item) for key, item in value.items()}
        if kind is list:
            return [real(item) for item in value]
        return value

    for name, method, args, kwargs, result in tape:
        given = {k: real(v) for k, v in kwargs.items() if k != "worksheet_class"} if kwargs else {}
        answer = getattr(made[name], method)(*[real(arg) for arg in args], **given)
        if method.startswith("add_"):
            made[result] = answer
    book.close()


def replayed(tape: list[Any]) -> bytes:
    target = io.BytesIO()
    replay(tape, xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd\\-mm\\-yyyy"}))
    return target.getvalue()


def without_effect(tape: list[Any]) -> bytes:
    replay(tape, Nothing())
    return b""


def cells_only(tape: list[Any]) -> list[Any]:
    kept = ("add_format", "add_worksheet")
    return [call for call in tape if call[1].startswith("write") or call[1] in kept]


def timed(*calls: Callable[[], bytes], runs: int) -> list[tuple[float, bytes]]:
    """Processor seconds and the outcome of each call: the best of `runs`, taken in turns.

    Processor time, because the machine may do other things as well.
    """
    best: list[float] = [float("inf")] * len(calls)
    data: list[bytes] = [b""] * len(calls)
    for _ in range(runs):
        for at, call in enumerate(calls):
            gc.collect()
            start = time.process_time()
            data[at] = call()
            best[at] = min(best[at], time.process_time() - start)
    return list(zip(best, data, strict=True))


def main() -> None:
    print(f"XlsxWriter {xlsxwriter.__version__}; processor seconds, best of the runs; a made-up list")
    print("projects     ours   replay    cells  ours/replay  ours/cells  ms/project     MB")
    for projects in map(int, sys.argv[1:] or ("30", "300", "1000")):
        kader = frame(projects)
        tape = record(kader)
        cells = cells_only(tape)
        timings = timed(
            partial(write_actielijst, kader),
            partial(replayed, tape),
            partial(replayed, cells),
            partial(without_effect, tape),
            partial(without_effect, cells),
            runs=5 if projects < 100 else 2,
        )
        (ours, data), (bare_all, other), (bare_cells, _), (loop_all, _), (loop_cells, _) = timings
        assert abs(len(other) / len(data) - 1) < 0.02, "the replay isn't the same workbook"
        everything, only_cells = bare_all - loop_all, bare_cells - loop_cells
        print(
            f"{projects:8} {ours:8.2f} {everything:8.2f} {only_cells:8.2f} {ours / everything:12.2f}"
            f" {ours / only_cells:11.2f} {1000 * ours / projects:11.2f} {len(data) / 1e6:6.2f}"
        )


if __name__ == "__main__":
    main()
