"""Many threads behind one barrier, for real on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import connections


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Run all acts behind one barrier; each result is what it returned or the error it raised."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            barrier.wait()
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def unexpected(results: list[object]) -> list[object]:
    """Errors that are no refusal with a sentence."""
    return [
        result
        for result in results
        if isinstance(result, Exception) and not isinstance(result, ValidationError)
    ]
