"""Who of the people on record a row speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from units.imports.particulars import HEADINGS, Particulars
from units.imports.rows import Remark
from units.models import Person
from units.queries.periods import says
from units.text import person_sort_key

SOMEBODY_ELSE = "other"


@dataclass(slots=True)
class Identity:
    """The person, or nobody yet; `is_open` where somebody must say which of the candidates it is, if any."""

    person: Person | None = None
    candidates: list[Person] = field(default_factory=list)
    is_open: bool = False
    notes: list[Remark] = field(default_factory=list)
    error: Remark | None = None


class KnownPeople:
    """Everybody whom one of the rows may mean, with their places of work (three queries)."""

    def __init__(self, rows: Iterable[Particulars]) -> None:
        rows = list(rows)
        people = list(
            Person.objects.filter(
                Q(staff_number__in={row.staff_number for row in rows if row.staff_number})
                | Q(citizen_id_hash__in={row.citizen_id_hash for row in rows if row.citizen_id_hash})
                | Q(sort_key__in={row.sort_key for row in rows if row.full_name})
            )
            .prefetch_related("assignments__unit")
            .order_by("pk")
        )
        self._by_number = {person.staff_number: person for person in people if person.staff_number}
        self._by_citizen_id = {it.citizen_id_hash: it for it in people if it.citizen_id_hash}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._by_name[person.sort_key].append(person)

    def identify(self, row: Particulars, choice: str) -> Identity:
        """By citizen ID or staff number; else by the name, where `choice` says which namesake it is."""
        by_number = self._by_number.get(row.staff_number)
        by_citizen_id = self._by_citizen_id.get(row.citizen_id_hash)
        if by_number and by_citizen_id and by_number.pk != by_citizen_id.pk:
            return Identity(error=_two_people(by_number, by_citizen_id))
        if person := by_citizen_id or by_number:
            by = HEADINGS["citizen_id" if by_citizen_id else "staff_number"]
            return _certain(row, person, by)
        return self._by_choice(row, choice)

    def _by_choice(self, row: Particulars, choice: str) -> Identity:
        found = Identity()
        for person in self._by_name[row.sort_key]:
            if told_apart := _told_apart(row, person):
                found.notes += [told_apart] if told_apart.text else []
            else:
                found.candidates.append(person)
        found.person = next((person for person in found.candidates if str(person.pk) == choice), None)
        if found.person:
            found.notes.append(Remark(_("You said that this is the person of the same name on record.")))
        elif found.candidates and choice == SOMEBODY_ELSE:
            sentence = _("You said that this is another person than the namesakes on record.")
            found.notes.append(Remark(sentence))
        else:
            found.is_open = bool(found.candidates)
        return found


def _certain(row: Particulars, person: Person, by: str) -> Identity:
    same_name = person_sort_key(person.full_name) == row.sort_key
    same_birth = row.birth_date is None or row.birth_date == person.birth_date
    params = {"person": person.full_name, "by": by}
    if not same_name and not same_birth:
        sentence = _("This belongs to %(person)s on record, whose name and date of birth are others.")
        return Identity(error=Remark(sentence, {"person": person.full_name}, by))
    if row.citizen_id_hash and person.citizen_id_hash not in (None, row.citizen_id_hash):
        sentence = _(
            "%(person)s with this staff number has a citizen ID on record that ends otherwise: …%(tail)s."
        )
        if person.citizen_id_tail == row.citizen_id_tail:
            sentence = _("%(person)s with this staff number has another citizen ID on record.")
        params = {"person": person.full_name, "tail": person.citizen_id_tail}
        return Identity(error=Remark(sentence, params, HEADINGS["citizen_id"]))
    return Identity(person, notes=[Remark(_("Recognised by: %(by)s."), {"by": by})])


def _told_apart(row: Particulars, person: Person) -> Remark | None:
    """Why the namesake is somebody else for certain; an empty remark where it needs no telling."""
    same_birth = row.birth_date == person.birth_date
    if row.citizen_id_hash and person.citizen_id_hash:
        sentence = _("Another person of this name, %(person)s, has another citizen ID.")
        return Remark(sentence if same_birth else "", {"person": _described(person)})
    if row.birth_date is None or person.birth_date is None or same_birth:
        return None
    if row.birth_date.year != person.birth_date.year:
        return Remark("")
    sentence = _("Another person of this name was born in the same year: %(person)s.")
    return Remark(sentence, {"person": _described(person)})


def _described(person: Person) -> str:
    born = says(person.birth_date) if person.birth_date else ""
    return " · ".join(filter(None, [person.full_name, born, person.staff_number]))


def _two_people(by_number: Person, by_citizen_id: Person) -> Remark:
    sentence = _("The staff number belongs to %(one)s, the citizen ID to %(other)s.")
    return Remark(sentence, {"one": _described(by_number), "other": _described(by_citizen_id)})
