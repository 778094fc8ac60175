"""What the documents promise is so: commands, options, settings, codes, links, pictures and examples."""

import importlib.util
import os
import re
import shlex
import shutil
import string
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click
import openpyxl
import pytest

from actielijst_xl import __version__
from actielijst_xl.cli import ALIASES, cli, main
from actielijst_xl.messages import MESSAGES, sentence
from actielijst_xl.model.field import Rol
from actielijst_xl.model.fields import FIELDS
from actielijst_xl.model.settings import FREE, OPEN_LISTS
from actielijst_xl.templates import load_defaults
from actielijst_xl.usecases import generate, load_settings, uitvoeren
from tests.hostile import protected

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
HANDLEIDING = (DOCS / "handleiding.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "sample_data/README.md",
    *sorted(DOCS.glob("*.md")),
]
COMMANDS = cli.commands
# Codes that no line of the program names yet, with the reason why they have a sentence already.
RESERVED = {
    "XA-S004": "samenvoegen: a file among the retouren that is no actielijst (issue Merge)",
}


def fences(text: str, language: str) -> list[tuple[str, str]]:
    """The fenced blocks of a language: (rest of the info string, body)."""
    return re.findall(rf"^```{language}\b *(.*)\n((?:.*\n)*?)```$", text, flags=re.MULTILINE)


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of the same or a higher level."""
    level = heading.split(" ", maxsplit=1)[0]
    _, found, rest = f"\n{text}".partition(f"\n{heading}\n")
    assert found, f"the heading {heading!r} is not there"
    return re.split(rf"\n#{{1,{len(level)}}} ", rest)[0]


def prose(page: Path) -> str:
    """A page without its code."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


# --- the manual names everything ----------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_has_a_row_for_each_option_of_a_command_and_no_other(name):
    part = section(HANDLEIDING, f"### Opdracht `{name}`")
    params = COMMANDS[name].get_params(click.Context(COMMANDS[name]))
    words = {w for p in params for w in ((p.metavar,) if isinstance(p, click.Argument) else p.opts)}
    firsts = re.findall(r"^\| (`.*?`) \|", part, re.MULTILINE)  # the first column of the table of options
    assert {word for first in firsts for word in re.findall(r"`(.*?)`", first)} == words


def test_the_manual_names_no_option_that_is_not_there():
    known = {opt for command in (cli, *COMMANDS.values()) for p in command.params for opt in p.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", HANDLEIDING))
    assert named - known - {"--help"} == set()


def test_every_other_name_of_a_command_stands_in_the_manual():
    part = section(HANDLEIDING, "### Nederlandse namen")
    assert [alias for alias, name in ALIASES.items() if f"`{alias}` ({name})" not in part] == []


@pytest.mark.parametrize("name", [name for name in load_defaults() if name not in FREE])
def test_every_setting_stands_in_the_manual_with_its_default(name):
    rows = re.findall(r"^\| `(\w+)` \| `(.*?)` \|", section(HANDLEIDING, f"### `[{name}]`"), re.MULTILINE)
    assert {key: tomllib.loads(f"x = {value}")["x"] for key, value in rows} == load_defaults()[name]


@pytest.mark.parametrize("name", FREE)
def test_every_free_section_of_the_settings_stands_in_the_manual(name):
    assert section(HANDLEIDING, f"### `[{name}]`").strip()


def test_the_manual_names_every_list_that_a_province_may_set():
    part = section(HANDLEIDING, "### `[keuzelijsten]`")
    assert [name for name in OPEN_LISTS if f"`{name}`" not in part] == []


@pytest.mark.parametrize("body", [body for _, body in fences(HANDLEIDING, "toml")])
def test_every_example_of_settings_is_accepted(body, tmp_path):
    file = tmp_path / "actielijst.toml"
    file.write_text(body, encoding="utf-8")
    load_settings(file, environ={})


def test_every_code_in_a_document_exists():
    named = {
        code for page in PAGES for code in re.findall(r"XA-[A-Z]\d{3}", page.read_text(encoding="utf-8"))
    }
    assert named - set(MESSAGES) == set()


# --- the examples of the manual -----------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    command: str
    exit_code: int
    lines: tuple[str, ...]
    settings: str  # the block of settings above it, when it asks for one
    stage: str  # how far the work is: "", "actielijst", "ronde", "samengevoegd" or "teruggedraaid"


def examples() -> list[Example]:
    found = []
    for block in re.finditer(
        r"^```console exit=(\d+)( toml)?(?: (\w+))?\n> (.*)\n((?:.*\n)*?)```$", HANDLEIDING, re.MULTILINE
    ):
        code, with_settings, stage, command, lines = block.groups()
        above = fences(HANDLEIDING[: block.start()], "toml")
        found.append(
            Example(
                command=command,
                exit_code=int(code),
                lines=tuple(lines.splitlines()),
                settings=above[-1][1] if with_settings else "",
                stage=stage or "",
            )
        )
    return found


def first_difference(expected: tuple[str, ...], output: list[str]) -> str:
    """The first line of an example that isn't in the output, or ""; `...` stands for any lines."""
    at, gap = 0, False
    for line in expected:
        if line == "...":
            gap = True
            continue
        places = range(at, len(output) if gap else min(at + 1, len(output)))
        hit = next((i for i in places if output[i].startswith(line)), None)
        if hit is None:
            return line
        at, gap = hit + 1, False
    return "" if gap or at == len(output) else f"(more output) {output[at]}"


def test_an_example_with_another_line_or_a_line_missing_is_told():
    assert first_difference(("a", "...", "c"), ["a", "b", "c"]) == ""
    assert first_difference(("a", "c"), ["a", "b", "c"]) == "c"
    assert first_difference(("a",), ["a", "b"]) == "(more output) b"
    assert first_difference(("b", "..."), ["a", "b"]) == "b"


def test_every_block_of_the_console_in_the_manual_is_an_example():
    assert len(fences(HANDLEIDING, "console")) == len(examples())


def test_every_command_has_an_example():
    assert set(COMMANDS) - {word for e in examples() for word in shlex.split(e.command)[1:2]} == set()


MOMENT = datetime(2026, 11, 2, 9, 0)
STAGES = ("", "actielijst", "ronde", "samengevoegd", "teruggedraaid")


def prepare(folder: Path, stage: str) -> None:
    """Bring a folder with the sample list as far as an example needs."""
    reached = STAGES.index(stage)
    settings = load_settings(flags={("provincie", "naam"): "Voorbeeldland"}, environ={})
    master = folder / "actielijst.xlsx"
    if reached >= 1:
        made = generate(folder / "pmiek_lijst.xlsx", settings=settings, peildatum=date(2026, 11, 1))
        master.write_bytes(made.data)
    if reached >= 2:
        uitvoeren.issue_to_folder(
            master,
            folder / "uit",
            settings=settings,
            per=[Rol.GEMEENTE, Rol.NETBEHEERDER],
            moment=MOMENT,
            alleen=["Gemeente Urk", "TenneT"],
        )
        book = openpyxl.load_workbook(folder / "uit/actielijst-2026-11-gemeente-urk.xlsx")
        [sheet] = [sheet for sheet in book if sheet.title.startswith("VL-27")]
        [row] = [row for row in sheet.iter_rows() if row[0].value == "Locatie"]
        row[1].value = "Bedrijventerrein bij de haven"
        (folder / "retouren").mkdir()
        book.save(folder / "retouren/urk.xlsx")
        [head] = [cell for row in book["Monitoring"].iter_rows() for cell in row if cell.value == "Oordeel"]
        head.offset(row=1).value = "gaat goed"
        (folder / "beveiligd").mkdir()
        locked = protected((folder / "retouren/urk.xlsx").read_bytes(), "geheim")
        (folder / "beveiligd/urk.xlsx").write_bytes(locked)
        (folder / "verbeteren").mkdir()
        book.save(folder / "verbeteren/urk.xlsx")
    if reached >= 3:
        uitvoeren.merge_into_master(master, [folder / "retouren"], settings=settings, moment=MOMENT)
    if reached >= 4:
        uitvoeren.undo_in_master(master, "urk.xlsx", settings=settings, moment=MOMENT)


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.command)
def test_an_example_of_the_manual_gives_what_it_shows(example, tmp_path, monkeypatch, capsys):
    for source in (ROOT / "sample_data").glob("*.xlsx"):
        shutil.copy(source, tmp_path)
    prepare(tmp_path, example.stage)
    if example.settings:
        (tmp_path / "actielijst.toml").write_text(example.settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith("XL_ACTIELIJST_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "argv", shlex.split(example.command))
    with pytest.raises(SystemExit) as ending:
        main()
    output = [line for line in capsys.readouterr().out.splitlines() if line]
    remedy = f"docs/handleiding.md, example {example.command!r}: renew it from what the program prints now"
    assert ending.value.code == example.exit_code, remedy
    assert first_difference(example.lines, output) == "", remedy


# --- the README and the changelog -------------------------------------------------------------------


def readme_commands() -> list[str]:
    return [body for _, body in fences(section(README, "## Two commands"), "sh")]


def test_the_readme_has_two_commands():
    assert [len(block.splitlines()) for block in readme_commands()] == [1, 1]


@pytest.mark.skipif(shutil.which("awk") is None, reason="awk is not installed")
@pytest.mark.parametrize("number", [1, 2])
def test_the_checks_run_the_commands_of_the_readme_as_printed(number):
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    program = re.search(r"awk -v wanted=\"\$1\" '(.*?)' README.md", script)
    assert program
    assert f"readme_command {number})" in script
    awk = ["awk", "-v", f"wanted={number}", program[1], "README.md"]
    done = subprocess.run(awk, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == readme_commands()[number - 1]


def test_the_first_steps_of_the_readme_are_commands_of_the_program():
    (_, body), *_ = fences(section(README, "## First steps"), "sh")
    for line in body.splitlines():
        program, name, *args = shlex.split(line, comments=True)
        assert program == "xl-actielijst"
        COMMANDS[name].make_context(name, args)  # raises on an option that is not there


def test_the_python_example_of_the_readme_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    for _, body in fences(README, "python"):
        exec(compile(body, "README.md", "exec"), {"__name__": "example"})
    assert re.fullmatch(r"\d+ fiches\n", capsys.readouterr().out)


def test_the_newest_version_of_the_changelog_is_this_one():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changelog, re.MULTILINE)[0] == __version__


def test_every_dependency_stands_in_the_page_for_developers_and_no_other():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.match(r"[\w-]+", requirement)[0] for requirement in project["dependencies"]}
    part = section((DOCS / "ontwikkelen.md").read_text(encoding="utf-8"), "## Dependencies")
    assert set(re.findall(r"^\| `([\w-]+)` \|", part, re.MULTILINE)) == needed


# --- links and pictures -------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_local_link_leads_somewhere(page):
    missing = []
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if re.match(r"\w+:", link):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(link)
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_picture_says_what_is_on_it(page):
    alts = re.findall(r"!\[(.*?)\]\(", prose(page))
    assert [alt for alt in alts if len(alt.split()) < 4] == []


def test_every_picture_is_used_and_small():
    pictures = sorted((DOCS / "beeld").glob("*.png"))
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert pictures
    assert [p.name for p in pictures if f"beeld/{p.name}" not in text or p.stat().st_size > 250_000] == []


# --- the pages that are made ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def maak_paginas():
    spec = importlib.util.spec_from_file_location("maak_paginas", DOCS / "maak_paginas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_field_has_its_words_and_no_other(maak_paginas):
    words = maak_paginas.words()["velden"]
    remedy = "docs/woorden.toml: add or remove a line under [velden], then run: python docs/maak_paginas.py"
    assert set(words) == {field.key for field in FIELDS}, remedy


@pytest.mark.parametrize("name", ["codes.md", "velden.md"])
def test_a_page_that_is_made_is_up_to_date(maak_paginas, name):
    now = maak_paginas.PAGES[name]()
    stands = (DOCS / name).read_text(encoding="utf-8")
    same = now == stands  # no diff of thousands of lines: the remedy says enough
    assert same, f"docs/{name} is older than the program. Run: python docs/maak_paginas.py"


# --- the messages -----------------------------------------------------------------------------------

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "actielijst_xl").rglob("*.py")
    if "messages" not in path.relative_to(ROOT).parts
)
ENGLISH = re.compile(
    r"\b(the|and|with|from|this|that|not|file|sheet|row|cell|column|error|warning|please|invalid|value|missing"
    r"|unknown|failed|cannot|must|should|found|empty|duplicate|usage|try)\b",
    re.IGNORECASE,
)


def test_every_code_is_used_or_kept_for_a_reason():
    unused = [code for code in MESSAGES if code not in SOURCE and code not in RESERVED]
    assert unused == [], "remove the message, use the code, or say in RESERVED why it is there already"


def test_every_code_that_the_program_names_has_a_sentence():
    assert set(re.findall(r"XA-[A-Z]\d{3}", SOURCE)) | set(RESERVED) <= set(MESSAGES)


def test_every_sentence_can_be_filled():
    for code, message in MESSAGES.items():
        names = [name for _, name, _, _ in string.Formatter().parse(message.text) if name is not None]
        assert all(name.isidentifier() for name in names), code
        assert "{" not in sentence(code, dict.fromkeys(names, "x")), code


def test_every_message_explains_itself_and_says_what_to_do():
    ends = (".", "?")
    short = [c for c, m in MESSAGES.items() if not (m.uitleg.endswith(ends) and m.doe.endswith(ends))]
    assert short == []


def test_every_message_is_dutch():
    texts = {code: f"{m.text} {m.uitleg} {m.doe}" for code, m in MESSAGES.items()}
    plain = {code: re.sub(r"\{\w+\}|`[^`]*`", " ", text) for code, text in texts.items()}
    assert {code: words for code, text in plain.items() if (words := ENGLISH.findall(text))} == {}


def test_the_help_of_every_command_is_dutch():
    helps = [
        f"{c.help} {' '.join(getattr(p, 'help', '') or '' for p in c.params)}" for c in COMMANDS.values()
    ]
    assert [word for text in helps for word in ENGLISH.findall(text)] == []


# --- the repository ---------------------------------------------------------------------------------

TEXT = {".py", ".md", ".toml", ".csv", ".txt", ".json", ".yml", ".cfg", ""}
# Written in parts, so that this file doesn't name them itself.
ELSEWHERE = re.compile(
    "|".join(
        (
            r"(?<![\w.-])/(?:work|shared|root|home/\w+)" + "/",
            r"\b(?:test\.)?py" + r"pi\.(?:org|python)",
            r"python" + r"hosted\.org",
            r"(?:extra-)?index" + r"-url",
            r"trusted" + r"-host",
        )
    )
)


def text_files() -> list[Path]:
    folders = ("actielijst_xl", "workbook_templates", "sample_data", "tests", "docs", "benchmarks", ".ci")
    inside = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in (*ROOT.glob("*.*"), *inside) if path.is_file() and path.suffix in TEXT]


def test_no_file_names_a_registry_or_a_place_on_one_computer():
    found = {
        str(path.relative_to(ROOT)): hits
        for path in text_files()
        if (hits := ELSEWHERE.findall(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_a_registry_or_a_place_on_one_computer_would_be_seen():
    assert ELSEWHERE.search("open('/wo" + "rk/main/x')")
    assert ELSEWHERE.search("pip --index" + "-url x")
    assert not ELSEWHERE.search("xl/worksheets/sheet1.xml of https://voorbeeld.nl/work/")
