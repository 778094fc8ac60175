"""LibreOffice as a person uses it: one listener per test run, told over a pipe what to do in a workbook."""

import json
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

PYTHON = "/usr/bin/python3"
"""The Python that LibreOffice's bridge belongs to."""

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}
STARTING, WORKING = 90.0, 90.0  # seconds at most
SCRIPT = Path(__file__).with_name("office_uno.py")

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>nl-NL</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""

Step = Sequence[object]


def is_present() -> bool:
    """Whether LibreOffice and its Python bridge are installed."""
    if shutil.which("soffice") is None or not Path(PYTHON).exists():
        return False
    return subprocess.run([PYTHON, "-c", "import uno"], check=False, capture_output=True).returncode == 0


class Office:
    """A LibreOffice that listens; `edit` opens a workbook, does the steps and saves it in other formats."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.numbers = count(1)
        profile = home / "profiel"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        self.command = [
            *("soffice", "--headless", "--norestore", "--nologo", "--nodefault"),
            f"-env:UserInstallation={profile.as_uri()}",
        ]
        # The first start of a new profile starts the program anew, which would break a connection.
        subprocess.run(
            [*self.command, "--terminate_after_init"], check=False, capture_output=True, timeout=STARTING
        )
        self._start()

    def _start(self) -> None:
        until = time.monotonic() + STARTING
        while time.monotonic() < until:
            self.pipe = f"actielijst{os.getpid()}n{next(self.numbers)}"
            self.program = subprocess.Popen(
                [*self.command, f"--accept=pipe,name={self.pipe};urp;"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                if self._connect(until):
                    return
            except BaseException:
                self._kill()
                raise
            self._kill()
        raise TimeoutError("soffice does not listen")

    def _connect(self, until: float) -> bool:
        """Start the script that speaks to LibreOffice, anew as long as the program does not listen yet."""
        while time.monotonic() < until and not self._ended(0.3):
            self.worker = subprocess.Popen(
                [PYTHON, str(SCRIPT), self.pipe],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            if self._line(STARTING):
                return True
            self._end_worker()
        return False

    def _ended(self, seconds: float) -> bool:
        """Whether the program ends within so many seconds."""
        try:
            self.program.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _line(self, seconds: float) -> str:
        assert self.worker.stdout
        ready, _, _ = select.select([self.worker.stdout], [], [], seconds)
        if not ready:
            self._kill()
            raise TimeoutError(f"LibreOffice did not answer within {seconds} seconds")
        return self.worker.stdout.readline()

    def edit(
        self, data: bytes, *steps: Step, to: Sequence[str] = ("xlsx",), kind: str = "xlsx"
    ) -> dict[str, bytes]:
        """What a workbook becomes when somebody opens it, does these steps and saves it.

        Args:
            data: The workbook.
            steps: Name of a step in `office_uno.py` and its arguments; bytes become the path of a file.
            to: The formats to save in.
            kind: The format of `data`.

        Returns:
            The bytes per format.
        """
        if self.program.poll() is not None:  # it crashed in another test, which failed on it
            self._end_worker()
            self._start()
        folder = self.home / f"werk{next(self.numbers)}"
        folder.mkdir()
        source = folder / f"bron.{kind}"
        source.write_bytes(data)
        paths = {name: folder / f"uit.{name}" for name in to}
        job = {
            "open": str(source),
            "steps": [[self._as_path(folder, part) for part in parts] for parts in steps],
            "save": {str(path): FILTERS[name] for name, path in paths.items()},
        }
        self.said = self._ask(job)["said"]
        made = {name: path.read_bytes() for name, path in paths.items()}
        shutil.rmtree(folder)
        return made

    @staticmethod
    def _as_path(folder: Path, part: object) -> object:
        if not isinstance(part, bytes):
            return part
        path = folder / "ander.xlsx"
        path.write_bytes(part)
        return str(path)

    def _ask(self, job: Mapping[str, object]) -> dict[str, list[object]]:
        assert self.worker.stdin
        self.worker.stdin.write(json.dumps(job) + "\n")
        self.worker.stdin.flush()
        answer = json.loads(self._line(WORKING) or '{"error": "the script stopped"}')
        assert "error" not in answer, answer["error"]
        return answer

    def close(self) -> None:
        """End both programs."""
        self._end_worker()
        self._kill()

    def _end_worker(self) -> None:
        assert self.worker.stdin
        assert self.worker.stdout
        self.worker.stdin.close()
        try:
            self.worker.wait(10)
        except subprocess.TimeoutExpired:
            self.worker.kill()
            self.worker.wait(10)
        self.worker.stdout.close()

    def _kill(self) -> None:
        """End the program that we started, and what it started itself."""
        if self.program.poll() is None:
            os.killpg(self.program.pid, signal.SIGKILL)
        self.program.wait(10)
