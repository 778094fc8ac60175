"""Make the pictures of the manual from the real output of the program.

    python docs/maak_beeld.py

It runs `demo`, `check --rapport` and `monitor` on the sample data, lets LibreOffice print the workbooks to
PDF, cuts the wanted pages out and writes `docs/beeld/*.png`. Needs LibreOffice (`soffice`), poppler
(`pdftoppm`, `pdftotext`) and Pillow; the program itself needs none of these. Same program, same fonts: same
pictures.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

HERE = Path(__file__).parent
BEELD = HERE / "beeld"
PEILDATUM = "1-11-2026"
WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture.

    Attributes:
        name: Its file name, without `.png`.
        document: The workbook that it comes from.
        sheet: How the name of the sheet begins, as printed in the footer; "" counts pages only.
        pages: Which pages of that sheet (or of the document), below each other; negative counts from the end.
        dpi: Resolution; more for small print.
        part: The part of the page that is kept, after cropping: (width, height) as fractions from top left.
    """

    name: str
    document: str
    sheet: str = ""
    pages: tuple[int, ...] = (0,)
    dpi: int = 110
    part: tuple[float, float] = (1.0, 1.0)


SHOTS = (
    Shot(name="leeswijzer", document="actielijst", sheet="Leeswijzer"),
    Shot(name="overzicht", document="actielijst", sheet="Overzicht"),
    Shot(name="hoofddocument", document="actielijst", sheet="Hoofddocument", pages=(0, 1)),
    Shot(name="monitoring", document="actielijst", sheet="Monitoring", part=(1.0, 0.8)),
    Shot(name="fiche", document="actielijst", sheet="VL-06", pages=(0, 1)),
    Shot(name="keuzelijsten", document="actielijst", sheet="Keuzelijsten", dpi=130, part=(1.0, 0.75)),
    Shot(name="energyboard", document="maand", sheet="Energyboard"),
    Shot(name="energyboard_word", document="energyboard", dpi=90),
    Shot(name="rapport", document="rapport"),
    Shot(name="rapport_cellen", document="rapport", pages=(-1,), dpi=220, part=(0.4, 0.6)),
)


def run(*command: str | Path) -> str:
    """Run a program and return what it prints.

    Raises:
        FileNotFoundError: The program isn't installed.
        RuntimeError: It failed; its own message is in the error.
    """
    name, *rest = map(str, command)
    done = subprocess.run(  # noqa: S603  (our own, fixed commands)
        [shutil.which(name) or name, *rest], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode not in (0, 3, 4):  # 3 and 4: the program found something in the list, as it should
        raise RuntimeError(f"{name} failed: {done.stderr}")
    return done.stdout


def make_documents(folder: Path) -> None:
    """Write the workbooks and the Word page in a folder, and print each to PDF."""
    demo = folder / "demo"
    program = (sys.executable, "-m", "actielijst_xl")
    run(*program, "demo", demo)
    rapport = folder / "rapport.xlsx"
    run(*program, "check", demo / "lijst_met_fouten.xlsx", "--rapport", rapport, "--peildatum", PEILDATUM)
    maanden = shutil.copytree(HERE.parent / "sample_data" / "maanden", folder / "maanden")
    command = ("monitor", maanden / "actielijst.xlsx", "--map", maanden / "monitor", "--formaat", "xlsx,docx")
    run(*program, *command, "--maand", "2026-11", "--peildatum", "30-11-2026")
    maand = (maanden / "monitor" / "monitor_2026-11.xlsx").rename(folder / "maand.xlsx")
    word = (maanden / "monitor" / "energyboard_2026-11.docx").rename(folder / "energyboard.docx")
    for workbook in (demo / "actielijst.xlsx", rapport, maand, word):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, workbook)


def find_pages(pdf: Path, shot: Shot) -> Sequence[int]:
    """The page numbers (from 1) of a shot.

    Raises:
        LookupError: The document has no such sheet or page: change `SHOTS`.
    """
    texts = run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]
    footer = re.compile(rf"\s{re.escape(shot.sheet)}.*\sPagina \d+ van \d+\s*$")
    found = [i for i, text in enumerate(texts, start=1) if not shot.sheet or footer.search(text)]
    try:
        return [found[page] for page in shot.pages]
    except IndexError as error:
        raise LookupError(f"{shot.name}: no sheet {shot.sheet!r} with pages {shot.pages}") from error


def draw(pdf: Path, page: int, dpi: int) -> Image.Image:
    """Draw one page, without its footer and its white margins."""
    stem = pdf.with_suffix("")
    run("pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-f", str(page), "-l", str(page), pdf, stem)
    return crop(without_footer(crop(Image.open(stem.with_suffix(".png")).convert("RGB"))))


def crop(image: Image.Image) -> Image.Image:
    """Cut the white margins off."""
    return image.crop(ImageChops.difference(image, Image.new("RGB", image.size, WHITE)).getbbox())


def without_footer(image: Image.Image) -> Image.Image:
    """Make the lowest line of text white: on our pages that is the footer."""
    ink = ImageChops.difference(image, Image.new("RGB", image.size, WHITE)).convert("L")
    rows = [ink.crop((0, y, ink.width, y + 1)).getbbox() is not None for y in range(ink.height)]
    top = max(y for y, has_ink in enumerate(rows) if not has_ink)
    return image.crop((0, 0, image.width, top))


def picture(pdf: Path, shot: Shot) -> Image.Image:
    """Draw a shot: its pages below each other, cut to the wanted part, in 256 colours."""
    pages = [draw(pdf, page, shot.dpi) for page in find_pages(pdf, shot)]
    gap = shot.dpi // 8
    size = max(page.width for page in pages), sum(page.height + gap for page in pages) - gap
    whole = Image.new("RGB", size, WHITE)
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height + gap
    width, height = shot.part
    part = whole.crop((0, 0, round(whole.width * width), round(whole.height * height)))
    return part.quantize(colors=256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def main() -> None:
    """Make every picture anew."""
    BEELD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_documents(folder)
        for shot in SHOTS:
            path = BEELD / f"{shot.name}.png"
            picture(folder / f"{shot.document}.pdf", shot).save(path, optimize=True)
            sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
