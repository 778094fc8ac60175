"""Work in a child process, and how it ended."""

import os
from collections.abc import Callable

from actielijst_xl.errors import InUseError


def child(work: Callable[[], None]) -> int:
    """Run `work` in a child process that ends with 0, 5 (in use) or 9 (anything else)."""
    pid = os.fork()
    if pid:
        return pid
    code = 9
    try:
        work()
        code = 0
    except InUseError:
        code = 5
    finally:
        os._exit(code)


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
