"""Work on hostile input, given up after a while without taking the process down."""

import ctypes
import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

Result = TypeVar("Result")


class TookTooLong(Exception):
    """The work was not done in time and was stopped."""


class _Stop(BaseException):
    """Not an Exception, so that no parser's own `except Exception` survives it."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """What `work` returns or raises; raises TookTooLong after `seconds`.

    The work runs in a thread of its own, which is stopped at its next step of Python.
    """
    outcome: dict[str, Any] = {}

    def run() -> None:
        try:
            outcome["result"] = work()
        except _Stop:
            return
        except BaseException as error:
            outcome["error"] = error

    worker = threading.Thread(target=run, daemon=True, name="pdf-examination")
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        identity = ctypes.c_ulong(worker.ident or 0)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(identity, ctypes.py_object(_Stop))
        raise TookTooLong
    if "error" in outcome:
        raise outcome["error"]
    return cast("Result", outcome["result"])
