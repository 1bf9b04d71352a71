"""The texts of a row as values. What cannot be understood is told with its column, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from units.imports.rows import Column, Remark, SheetRow
from units.queries.periods import says
from units.text import search_form

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})\Z")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?\Z")
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})\Z")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class Values:
    """One row. `errors` begins with what could not be read at all."""

    def __init__(self, row: SheetRow, columns: Sequence[Column]) -> None:
        self.row = row
        self.errors = list(row.problems)
        self._columns = {column.name: column for column in columns}

    def text(self, name: str, *, limit: int = 200) -> str:
        text = self.row.read.get(name, "")
        if len(text) > limit:
            self.fault(name, _("The text has more than %(limit)s characters."), limit=limit)
            return ""
        if not text and self._columns[name].is_required:
            self.fault(name, _("This must be filled in."))
        return text

    def day(self, name: str, *, latest: date | None = None) -> date | None:
        text = self.text(name, limit=100)
        if not text or self._is_faulty(name):
            return None
        found = read_day(text)
        if isinstance(found, Remark):
            self.fault(name, found.text, **found.params)
            return None
        if latest and found > latest:
            self.fault(name, _("%(day)s is still to come."), day=says(found))
            return None
        return found

    def choice(self, name: str, choices: Mapping[str, Any]) -> Any:
        """Choices by their words without diacritics."""
        text = self.text(name)
        if not text:
            return None
        if search_form(text) not in choices:
            self.fault(name, _("“%(text)s” is none of the known words."), text=text)
        return choices.get(search_form(text))

    def fault(self, name: str, sentence: str, /, **params: Any) -> None:
        """The first fault of a cell is told, no second one."""
        if not self._is_faulty(name):
            self.errors.append(Remark(sentence, params, self._columns[name].heading))

    def _is_faulty(self, name: str) -> bool:
        return any(error.column == self._columns[name].heading for error in self.errors)


def read_day(text: str) -> date | Remark:
    """A whole day, or why it is none. A year alone is no day: which one it was is not invented."""
    if found := _DAY_FIRST.match(text) or _IN_WORDS.match(search_form(text)):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.match(text):
        year, month, day = map(int, found.groups())
    elif re.fullmatch(r"\d{4}", text):
        sentence = _("Only the year %(text)s is given. Write day, month and year, or leave the cell empty.")
        return Remark(sentence, {"text": text})
    else:
        return Remark(_("“%(text)s” is no day. Write it as 31/12/1990."), {"text": text[:40]})
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return Remark(_("The year %(year)s cannot be right."), {"year": str(year)})
    try:
        return date(year, month, day)
    except ValueError:
        return Remark(_("There is no day %(text)s."), {"text": text[:40]})
