"""What waits for a person in registrations, and what he or she has sent on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.dossier import JUDGED_TITLES
from awards.enums import NominationStatus, RegistrationStatus
from awards.models import Registration, RegistrationItem
from awards.queries import states, windows
from units.enums import DeadlineKind, LeadershipRole
from units.models import ClusterLeadership, ClusterMembership, User
from units.permissions import Standing, standing
from units.queries.gathering import Pill, Task
from units.queries.names import Name, names_on


def tasks(user: User, on: date) -> list[Task]:
    """The same number of queries for any number of units and registrations."""
    rights = standing(user, on)
    if not rights.units:
        return []
    memberships = windows.open_memberships(rights.own_units, on, ended=rights.ended)
    clusters = {membership.cluster_id for membership in memberships}
    found = {
        (one.cluster_id, one.unit_id): one
        for one in Registration.objects.filter(cluster_id__in=clusters).for_list()
    }
    due = windows.deadlines(membership.cluster.year_id for membership in memberships)
    names = names_on([row.unit for row in [*memberships, *found.values()]], on)
    own = [
        task
        for membership in memberships
        for task in _own(
            rights,
            membership,
            found.get((membership.cluster_id, membership.unit_id)),
            f"{membership.cluster.name} · {names[membership.unit_id]}",
            due.get(membership.cluster.year_id),
            on,
        )
    ]
    return own + _to_review(rights, found.values(), names, on) + _to_nominate(rights, found.values(), on)


def _own(
    rights: Standing,
    membership: ClusterMembership,
    registration: Registration | None,
    where: str,
    due_on: date | None,
    on: date,
) -> list[Task]:
    is_officer, is_head = membership.unit_id in rights.officer_for, membership.unit_id in rights.head_for
    status = registration.status if registration else RegistrationStatus.DRAFT
    words = {"year": membership.cluster.year.year}
    url = registration.get_absolute_url() if registration else reverse("registrations")
    pill = states.overdue_pill(due_on, on)
    if status == RegistrationStatus.DRAFT and is_officer:
        title = _("Complete the registration of titles for %(year)s") % words
        return [Task(title, url, where, "list-check", due_on, pill)]
    if status == RegistrationStatus.RETURNED and registration and is_officer:
        title = _("Correct the registration of titles for %(year)s") % words
        detail = _("Returned: %(reason)s") % {"reason": registration.return_reason}
        sent_back = Pill(_("Returned for correction"), "bad", "arrow-return-left")
        return [Task(title, url, detail, "arrow-return-left", due_on, pill or sent_back)]
    if status == RegistrationStatus.FOR_APPROVAL and is_head:
        title = _("Submit the registration of titles for %(year)s") % words
        return [Task(title, url, where, "send", due_on, pill)]
    if registration and (
        status == RegistrationStatus.FOR_APPROVAL
        and is_officer
        or status == RegistrationStatus.SUBMITTED
        and (is_officer or is_head)
    ):
        title = _("Registration of titles for %(year)s") % words
        state = states.own_pill(registration)
        return [Task(title, url, where, "list-check", None, state, is_sent=True)]
    return []


def _to_nominate(rights: Standing, found: Iterable[Registration], on: date) -> list[Task]:
    """Accepted registrations of the officer's units with rows that are in no letter yet (two queries)."""
    accepted = [
        one
        for one in found
        if one.status == RegistrationStatus.ACCEPTED and one.unit_id in rights.officer_for
    ]
    submitted = Q(nominations__status=NominationStatus.SUBMITTED)
    open_rows = Counter(
        RegistrationItem.objects.filter(
            registration__in=accepted, title__code__in=JUDGED_TITLES, person__isnull=False
        )
        .exclude(submitted)
        .values_list("registration_id", flat=True)
    )
    due = windows.deadlines((one.cluster.year_id for one in accepted), DeadlineKind.NOMINATION)
    return [
        Task(
            _("Prepare the nominations for %(year)s") % {"year": one.cluster.year.year},
            reverse("nominations"),
            ngettext("%(count)d person is in no letter yet", "%(count)d people are in no letter yet", count)
            % {"count": count},
            "award",
            due.get(one.cluster.year_id),
            states.overdue_pill(due.get(one.cluster.year_id), on),
        )
        for one in accepted
        if (count := open_rows[one.pk])
    ]


def _to_review(rights: Standing, found, names: dict[int, Name], on: date) -> list[Task]:
    """Submitted registrations in clusters that the person's unit leads (one query)."""
    leading = set(
        ClusterLeadership.objects.on(on)
        .filter(role=LeadershipRole.TRUONG, unit_id__in=rights.officer_of | rights.heads)
        .values_list("cluster_id", flat=True)
    )
    return [
        Task(
            _("Review the registration of %(unit)s") % {"unit": names[one.unit_id]},
            one.get_absolute_url(),
            one.cluster.name,
            "eye",
            None,
            states.own_pill(one),
        )
        for one in found
        if one.cluster_id in leading and one.status == RegistrationStatus.SUBMITTED
    ]
