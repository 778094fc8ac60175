"""Where the data files of the package are, and how the vocabulary is read from them."""

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from actielijst_xl.model.vocab import CLOSED, Gemeente, NameList, Vocabulary


@cache
def data_folder(name: str) -> Path:
    """Return the folder `workbook_templates` or `sample_data`.

    It travels inside the package in a wheel; in an editable install it stands beside the package.

    Raises:
        FileNotFoundError: Neither place has it: the installation is broken.
    """
    package = Path(__file__).parent
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name} is missing beside {package}")


def load_toml(path: Path) -> dict[str, object]:
    """Read a TOML file of ours."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (data_folder("workbook_templates") / name).open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)


@cache
def load_vocabulary() -> Vocabulary:
    """Read the reference data of the package: gemeenten (1-1-2025), netbeheerders, actions, lists."""
    gemeenten = tuple(
        Gemeente(code=row["gemeentecode"], naam=row["gemeentenaam"], provincie=row["provincienaam"])
        for row in _rows("gemeenten.csv")
    )
    lists = load_toml(data_folder("workbook_templates") / "keuzelijsten.toml")
    closed = {key: tuple(member.value for member in members) for key, members in CLOSED.items()}
    own = {key: tuple(map(str, values)) for key, values in lists.items() if isinstance(values, list)}
    return Vocabulary(
        gemeenten=gemeenten,
        gemeente_namen=NameList((g.naam for g in gemeenten), _gemeente_aliases()),
        netbeheerders=NameList(*_names_and_aliases("netbeheerders.csv", "naam")),
        provincies=NameList(*_names_and_aliases("provincies.csv", "provincie")),
        lijsten=closed | own,
        acties=_acties(),
    )


def _gemeente_aliases() -> dict[str, tuple[str, ...]]:
    """Other spellings; an announced merger is no other spelling yet."""
    return {
        row["schrijfwijze"]: tuple(name.strip() for name in row["officiele_naam"].split("|"))
        for row in _rows("gemeente_aliassen.csv")
        if not row["herkomst"].startswith("AANGEKONDIGD")
    }


def _names_and_aliases(file: str, column: str) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """Names and other spellings; a name in the list that says 'vrije tekst' stands for its own examples."""
    names: list[str] = []
    aliases: dict[str, tuple[str, ...]] = {}
    for row in _rows(file):
        others = [alias.split("(")[0].strip() for alias in row["aliassen"].split(";") if alias.strip()]
        if "vrije tekst" in row[column]:
            names += others
        else:
            names.append(row[column])
            aliases |= dict.fromkeys(others, (row[column],))
    return names, aliases


def _acties() -> dict[str, tuple[tuple[str, str], ...]]:
    acties: dict[str, list[tuple[str, str]]] = {}
    for row in _rows("voorbeeldacties.csv"):
        holder = "" if row["actiehouder"].startswith("(") else row["actiehouder"]
        acties.setdefault(row["fase"], []).append((row["voorbeeldactie"], holder))
    return {fase: tuple(rows) for fase, rows in acties.items()}


def load_defaults() -> dict[str, object]:
    """Read the default settings: the file that `init` also writes for a province."""
    return load_toml(data_folder("workbook_templates") / "actielijst.toml")
