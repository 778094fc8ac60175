"""Reading returns in processes: what a start and a call cost, and how much faster more processes are.

    python -m benchmarks.bench_werkers [returns]

Aims: a start under 0.5 s (hidden behind the reading of the master), a call under 5 ms above reading here, and
two processes at most 0.7 of the time of reading here, on two free cores. Printed times are the best of five.
"""

import sys
import time
from collections.abc import Callable

from actielijst_xl.model.decisions import Uitgifte
from actielijst_xl.model.field import Rol
from actielijst_xl.reading.inlezen import Kennis, lees_retour
from actielijst_xl.usecases import rondgang
from actielijst_xl.usecases.inlezen import run_all
from actielijst_xl.usecases.open_master import open_master
from actielijst_xl.usecases.werkers import Werkers
from benchmarks import bench_merge


def best(work: Callable[[], object], rounds: int = 5) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def prepared(count: int) -> tuple[list[str], list[tuple[object, ...]]]:
    """Names and arguments of so many returns of four fiches, with all that reading them needs to know."""
    own = bench_merge.settings()
    out = rondgang.issue(
        bench_merge.build(4 * count),
        "actielijst.xlsx",
        settings=own,
        per=(Rol.NETBEHEERDER,),
        moment=bench_merge.MOMENT,
    )
    opened = open_master(out.master, "actielijst.xlsx", own)
    rounds = [event for event in opened.state.events if isinstance(event, Uitgifte)]
    kennis = Kennis(
        fields=own.fields,
        nrs={event.id: event.nrs for event in rounds},
        bases={event.id: event.base for event in rounds},
        lijstwaarden=opened.master.lijstwaarden,
    ).packed()
    copies = list(out.bestanden.items())[:count]
    return [name for name, _ in copies], [(data, name, kennis) for name, data in copies]


def main(arguments: list[str]) -> None:
    names, given = prepared(int(arguments[0]) if arguments else 20)

    def read(pool: Werkers | None) -> None:
        assert all(error is None for _, error in run_all(pool, names, lees_retour, given))

    def start() -> None:
        with Werkers(1) as pool:
            pool.submit(len, "").result()

    here = best(lambda: read(None))
    print(f"{len(names)} returns read here: {1000 * here:.0f} ms; a start: {1000 * best(start):.0f} ms")
    with Werkers(1) as pool:
        call = best(lambda: pool.submit(len, "").result(), 50)
        print(f"an empty call: {1000 * call:.2f} ms")
    for number in (1, 2, 4):
        with Werkers(number) as pool:
            read(pool)
            taken = best(lambda pool=pool: read(pool))  # type: ignore[misc]
            print(f"{number} process(es): {1000 * taken:.0f} ms, {taken / here:.2f} of reading here")


if __name__ == "__main__":
    main(sys.argv[1:])
