"""Who may sign for a unit on a day: one question, one answer, one reason (NĐ 30/2020/NĐ-CP, Điều 13, phụ lục I).

The head signs. Who stands in for an absent head, or where no head is on record, is asked instead; the head
and everybody authorised may sign at any time. What is on record counts only as far as it holds on the day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from units.enums import Capacity, SigningForm
from units.models import Appointment, Assignment, Authorisation, Person, Unit
from units.queries.periods import says
from units.queries.placement import with_upper_units_on

_FORMS = {form: place for place, form in enumerate(SigningForm.values)}


@dataclass(frozen=True, slots=True)
class Authority:
    """The person who signs for the unit, and how the paper says so: the lines above the signature."""

    person: Person
    capacity_lines: tuple[str, ...]
    title: str
    basis: str
    until: date | None

    @property
    def capacity_text(self) -> str:
        return " / ".join(self.capacity_lines)


@dataclass(frozen=True, slots=True)
class NoAuthority:
    """Why nobody is asked, or why this person may not sign; and whether the unit or the person is why."""

    reason: str
    about: str = "unit"


Answer = Authority | NoAuthority


@dataclass(slots=True)
class _Record:
    """What is on record of one unit for one day, and of nothing else."""

    unit: Unit
    on: date
    heads: list[Appointment] = field(default_factory=list)
    deputies: set[int] = field(default_factory=set)
    authorisations: list[Authorisation] = field(default_factory=list)
    staff: set[int] = field(default_factory=set)


def signing_authority(unit: Unit, on: date) -> Answer:
    """The one person who is asked to sign for the unit on the day, or why nobody is."""
    return signing_authorities([unit], on)[unit.pk]


def signing_authorities(units: list[Unit], on: date) -> dict[int, Answer]:
    """The same answer for many units, with as many queries as for one."""
    return {pk: _asked(record) for pk, record in _records(units, on).items()}


def signers(unit: Unit, on: date) -> list[Authority]:
    """Everyone who may sign for the unit on the day and in which capacity: the head first, then KT, TL, TUQ, TM."""
    record = _records([unit], on)[unit.pk]
    return [] if _conflict(record) else [it for it in _capacities(record) if isinstance(it, Authority)]


def authority_of(person: Person, unit: Unit, on: date, *, capacity: str = "") -> Answer:
    """In which capacity this person may sign for the unit on the day; where one is named, only in this one."""
    record = _records([unit], on)[unit.pk]
    if conflict := _conflict(record):
        return NoAuthority(conflict)
    answers = _capacities(record, person)
    held = [it for it in answers if isinstance(it, Authority)]
    if held:
        fitting = (it for it in held if capacity in ("", it.capacity_text))
        return next(fitting, NoAuthority(_other_capacity(held[0], capacity), "person"))
    if answers:
        return answers[0]
    if person.pk in record.deputies:
        sentence = _("%(person)s is a deputy, and no authorisation to sign is on record for this day.")
    else:
        sentence = _("%(person)s has no authority to sign on record for this day.")
    return NoAuthority(sentence % {"person": person}, "person")


def refusal(row: Authorisation, on: date) -> NoAuthority | None:
    """Why the row, saved or not, gives nothing on the day; None where it lets the person sign."""
    record = _posts({row.unit_id: _Record(row.unit, on)}, on)[row.unit_id]
    record.authorisations = [row]
    _add_staff({row.unit_id: record}, on)
    answer = _authorised(row, record)
    return answer if isinstance(answer, NoAuthority) else None


def units_signed_for(person_id: int, on: date) -> QuerySet[Unit]:
    """Units that the person heads on the day, then those for which an authorisation is on record."""
    headed = Appointment.objects.heading(on).filter(person=person_id).values("unit")
    authorised = Authorisation.objects.on(on).filter(person=person_id).values("unit")
    first = Case(When(pk__in=headed, then=Value(0)), default=Value(1))
    return Unit.objects.filter(Q(pk__in=headed) | Q(pk__in=authorised)).order_by(first, "pk")


def _records(units: list[Unit], on: date) -> dict[int, _Record]:
    records = _posts({unit.pk: _Record(unit, on) for unit in units}, on)
    rows = Authorisation.objects.on(on).filter(unit__in=list(records)).select_related("person")
    # Of two documents that say the same the one that holds longer is cited.
    for row in sorted(rows, key=lambda it: (_FORMS[it.form], -(it.valid_to or date.max).toordinal(), it.pk)):
        records[row.unit_id].authorisations.append(row)
    _add_staff(records, on)
    return records


def _posts(records: dict[int, _Record], on: date) -> dict[int, _Record]:
    """The records with the heads and deputies of the day."""
    posts = Appointment.objects.on(on).filter(unit__in=list(records), bounds_known=True)
    for post in posts.select_related("person").order_by("pk"):
        if post.capacity == Capacity.DEPUTY:
            records[post.unit_id].deputies.add(post.person_id)
        else:
            records[post.unit_id].heads.append(post)
    return records


def _add_staff(records: dict[int, _Record], on: date) -> None:
    """Who of those signing TL. or TUQ. works in the unit or below it."""
    people = {
        row.person_id
        for record in records.values()
        for row in record.authorisations
        if row.form in (SigningForm.TL, SigningForm.TUQ)
    }
    if not people:
        return
    posts = Appointment.objects.on(on).filter(person__in=people, bounds_known=True)
    working = Assignment.objects.on(on).filter(person__in=people)
    places = [*working.values_list("person_id", "unit_id"), *posts.values_list("person_id", "unit_id")]
    above = with_upper_units_on({unit for _person, unit in places}, on)
    for person, place in places:
        for unit in records.keys() & above[place]:
            records[unit].staff.add(person)


def _conflict(record: _Record) -> str:
    """Why nobody at all can sign for the unit; empty where somebody may."""
    if len(record.heads) > 1:
        return _no_unit(record) or _("Two heads of the unit are on record for this day.")
    return _no_unit(record)


def _no_unit(record: _Record) -> str:
    return "" if record.unit.exists_on(record.on) else _("The unit does not exist on this day.")


def _asked(record: _Record) -> Answer:
    if conflict := _conflict(record):
        return NoAuthority(conflict)
    absences = [row for row in record.authorisations if row.is_for_absence]
    if len(absences) > 1:
        return NoAuthority(_("Two people who stand in for the head are on record for this day."))
    if absences:
        return _authorised(absences[0], record)
    head = _head(record)
    return head if isinstance(head, Authority) else _without_head(record, head)


def _without_head(record: _Record, missing: NoAuthority) -> Answer:
    """The authorised person where no head is on record: a deputy before all others."""
    rows = [row for row in record.authorisations if row.form != SigningForm.TM]
    answers = [(row.form, _authorised(row, record)) for row in rows]
    able = [(form, it) for form, it in answers if isinstance(it, Authority)]
    if not able:
        refusals = [it.reason for _form, it in answers if isinstance(it, NoAuthority)]
        return NoAuthority(" ".join([missing.reason, *refusals[:1]]))
    first = [it for form, it in able if form == able[0][0]]
    if len({it.person.pk for it in first}) > 1:
        sentence = _("Several people are authorised; which of them stands in for the head is not on record.")
        return NoAuthority(f"{missing.reason} {sentence}")
    return first[0]


def _capacities(record: _Record, person: Person | None = None) -> list[Answer]:
    """The head and all who are authorised, or only this person; a capacity that does not hold says why."""
    head = [_head(record)] if any(person in (None, post.person) for post in record.heads) else []
    rows = [row for row in record.authorisations if person in (None, row.person)]
    return [*head, *(_authorised(row, record) for row in rows)]


def _head(record: _Record) -> Answer:
    if not record.heads:
        return NoAuthority(_("No head of the unit is on record for this day."))
    post = record.heads[0]
    if gone := _left(post.person, record.on):
        return NoAuthority(gone, "person")
    return Authority(post.person, (_head_line(post),), post.position_title, post.decision, post.valid_to)


def _authorised(row: Authorisation, record: _Record) -> Answer:
    """The person whom the document authorises, if the document still holds on the day."""
    if fault := _no_unit(record):
        return NoAuthority(fault)
    if fault := _left(row.person, record.on) or _unfit(row, record):
        return NoAuthority(fault, "person")
    lines = _lines(row, record)
    if not lines:
        return NoAuthority(_("The title of the unit's head is not on record."))
    return Authority(row.person, lines, row.position_title, row.document, row.valid_to)


def _unfit(row: Authorisation, record: _Record) -> str:
    is_deputy = row.person_id in record.deputies
    if row.form != SigningForm.TM and _heads(row, record):
        sentence = _("%(person)s heads the unit on this day and signs as its head.")
    elif row.form == SigningForm.KT and not is_deputy:
        sentence = _("%(person)s is authorised to sign KT., and is no deputy of the unit on this day.")
    elif row.form == SigningForm.TM and not (is_deputy or _heads(row, record)):
        sentence = _("%(person)s is authorised to sign TM., and does not lead the unit on this day.")
    elif row.form in (SigningForm.TL, SigningForm.TUQ) and row.person_id not in record.staff:
        sentence = _("%(person)s is authorised, and does not work in the unit or below it on this day.")
    else:
        return ""
    return sentence % {"person": row.person}


def _lines(row: Authorisation, record: _Record) -> tuple[str, ...]:
    """What the paper prints; nothing where the title of the head is needed and unknown."""
    own = row.position_title.upper()
    collective = (f"TM. {row.collective.upper()}",) if row.form == SigningForm.TM else ()
    if collective and _heads(row, record):
        return (*collective, _head_line(record.heads[0]))
    title = record.unit.head_title or (record.heads[0].position_title if record.heads else "")
    # On behalf of a collective a deputy signs for its head all the same (Điều 13 khoản 2).
    form = SigningForm.KT if collective else row.form
    return (*collective, f"{form}. {title.upper()}", own) if title else ()


def _heads(row: Authorisation, record: _Record) -> bool:
    return any(post.person_id == row.person_id for post in record.heads)


def _head_line(post: Appointment) -> str:
    title = post.position_title.upper()
    return f"Q. {title}" if post.capacity == Capacity.ACTING_HEAD else title


def _left(person: Person, on: date) -> str:
    if person.left_on is None or on <= person.left_on:
        return ""
    return _("%(person)s left the sector on %(day)s.") % {"person": person, "day": says(person.left_on)}


def _other_capacity(held: Authority, wanted: str) -> str:
    params = {"person": held.person, "held": held.capacity_text, "wanted": wanted}
    return _("%(person)s signs as “%(held)s” on this day, not as “%(wanted)s”.") % params
