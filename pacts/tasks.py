"""What waits for a person around pacts."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pacts.enums import CommentAnswer, PactStatus, PartyKind, PartyStatus
from pacts.models import Conference, Pact, PactComment, PactParty
from pacts.queries.pact import due_pill
from pacts.queries.signatories import asked
from units.enums import DeadlineKind, LeadershipRole
from units.models import Cluster, ClusterLeadership, ClusterMembership, Deadline, User
from units.permissions import Standing, standing
from units.queries.authority import Authority, units_signed_for
from units.queries.gathering import Task
from units.querysets import valid_on

_LEAD = {
    PactStatus.DRAFT: (_("Finish the draft of the pact"), "pencil", "pact_edit"),
    PactStatus.FROZEN: (_("Open the pact for signature"), "lock", "pact"),
    PactStatus.SIGNING: (_("Follow the signing of the pact"), "pen", "pact_board"),
}
_AMENDING = {
    PactStatus.DRAFT: (_("Finish the draft of the amendment"), "pencil", "pact_edit"),
    PactStatus.FROZEN: (_("Open the amendment for signature"), "lock", "pact"),
    PactStatus.SIGNING: (_("Follow the signing of the amendment"), "pen", "pact_board"),
}


def tasks(user: User, on: date) -> list[Task]:
    """To sign, to comment, to answer, to draft, to open, to follow."""
    due = dict(Deadline.objects.filter(kind=DeadlineKind.SIGNING).values_list("year_id", "due_on"))
    rights = standing(user, on)
    found = _to_sign(user, on, due)
    if rights.units:
        found += _to_comment(rights, on) + _to_answer(rights, on) + _to_lead(rights, on, due)
        found += _to_amend(rights, on) + _to_record(rights, on)
    return found


def _to_sign(user: User, on: date, due: dict[int, date]) -> list[Task]:
    """What this person is asked to sign today: by the record of the day, and when it is the party's turn."""
    parties = _waiting_for(user, on)
    answers = asked(parties, on)
    first = _first_groups({party.pact_id for party in parties})
    mine = [
        (party, answer)
        for party in parties
        if isinstance(answer := answers[party.pk], Authority)
        and answer.person.pk == user.person_id
        and party.group <= first.get(party.pact_id, party.group)
    ]
    return [
        Task(
            title=str(_("Sign: %(pact)s") % {"pact": party.pact}),
            url=reverse("pact_sign", args=[party.pact_id]),
            detail=str(
                _("In the capacity %(capacity)s of %(unit)s")
                % {"capacity": answer.capacity_text, "unit": party.unit_text}
            ),
            icon="pen",
            due_on=(due_on := party.pact.sign_until or _due(party.pact, due)),
            pill=due_pill(due_on, on),
        )
        for party, answer in mine
    ]


def _waiting_for(user: User, on: date) -> list[PactParty]:
    """Parties of open rounds that this person might sign for."""
    if user.person_id is None:
        return []
    units = units_signed_for(user.person_id, on).values("pk")
    in_time = Q(pact__sign_until__isnull=True) | Q(pact__sign_until__gte=on)
    as_party = Q(kind=PartyKind.PARTY, unit__in=units, pact__status=PactStatus.SIGNING) & in_time
    as_witness = Q(kind=PartyKind.WITNESS, signer=user.person_id) & (
        Q(pact__status=PactStatus.IN_FORCE) | Q(pact__status=PactStatus.SIGNING) & in_time
    )
    waiting = PactParty.objects.filter(as_party | as_witness, status=PartyStatus.WAITING)
    waiting = waiting.exclude(pact__in=_declined()).select_related("pact__cluster__year", "unit", "signer")
    return list(waiting.order_by("pact_id", "position", "pk"))


def _first_groups(pacts: set[int]) -> dict[int, int]:
    """Of each pact the lowest group in which a party is still missing."""
    missing = PactParty.objects.filter(pact__in=pacts, kind=PartyKind.PARTY).exclude(
        status=PartyStatus.SIGNED
    )
    return dict(missing.values_list("pact").annotate(first=Min("group")).order_by())


def _declined() -> QuerySet[Pact]:
    """Pacts that a party has declined to sign: nobody can sign them, the lead unit must decide."""
    declined = PactParty.objects.filter(status=PartyStatus.DECLINED, kind=PartyKind.PARTY)
    return Pact.objects.filter(status=PactStatus.SIGNING, pk__in=declined.values("pact"))


def _to_comment(rights: Standing, on: date) -> list[Task]:
    """Drafts that are out, on which a member unit of this person has not spoken since they were sent."""
    led = Cluster.objects.filter(_led_by(rights, on))
    heard = PactComment.objects.filter(
        pact=OuterRef("pk"), unit__in=rights.own_units, made_at__gte=OuterRef("comments_opened_at")
    ).exclude(answer=CommentAnswer.TAKEN_BACK)
    member = ClusterMembership.objects.on(on).filter(unit__in=rights.own_units)
    asked = Pact.objects.filter(
        status=PactStatus.DRAFT,
        comments_until__gte=on,
        comments_ended_at=None,
        cluster__in=member.values("cluster"),
    ).exclude(cluster__in=led.values("pk"))
    return [
        Task(
            title=str(
                _("Comment on the draft of the amendment")
                if pact.amends_id
                else _("Comment on the draft of the pact")
            ),
            url=reverse("pact_comments", args=[pact.pk]),
            detail=str(pact.cluster),
            icon="chat-square-text",
            due_on=pact.comments_until,
            pill=due_pill(pact.comments_until, on),
        )
        for pact in asked.exclude(Exists(heard)).select_related("cluster__year").order_by("pk")
    ]


def _to_answer(rights: Standing, on: date) -> list[Task]:
    """Comments on drafts that this person's unit leads."""
    led = Cluster.objects.filter(_led_by(rights, on))
    waiting = Count("comments", filter=Q(comments__answer=CommentAnswer.OPEN))
    drafts = Pact.objects.filter(status=PactStatus.DRAFT, is_illustration=False, cluster__in=led.values("pk"))
    drafts = drafts.annotate(waiting=waiting).filter(waiting__gt=0).select_related("cluster__year")
    return [
        Task(
            title=ngettext("Answer %(n)s comment", "Answer %(n)s comments", pact.waiting)
            % {"n": pact.waiting},
            url=reverse("pact_comments_answer", args=[pact.pk]),
            detail=str(pact.cluster),
            icon="chat-square-text",
        )
        for pact in drafts.order_by("pk")
    ]


def _led_by(rights: Standing, on: date) -> Q:
    """Clusters that a unit leads on the day for which this person is officer or head."""
    return valid_on(on, "leaderships__") & Q(
        leaderships__role=LeadershipRole.TRUONG, leaderships__unit_id__in=rights.officer_of | rights.heads
    )


def _due(pact: Pact, due: dict[int, date]) -> date | None:
    """The year's last day for signing is that of its pact; an amendment has none of its own but the round's."""
    return None if pact.amends_id else due.get(pact.cluster.year_id)


def _to_lead(rights: Standing, on: date, due: dict[int, date]) -> list[Task]:
    """The pact of each cluster that is led this year."""
    # A working year may begin in the calendar year before.
    this_year = Q(year__starts_on__lte=on, year__ends_on__gte=on) | Q(year__year=on.year)
    led = Cluster.objects.filter(this_year, _led_by(rights, on)).select_related("year")
    clusters = list(led.distinct())
    live = Pact.objects.live().filter(cluster__in=clusters, amends=None, is_illustration=False)
    pacts = {pact.cluster_id: pact for pact in live}
    declined = set(_declined().filter(cluster__in=clusters).values_list("pk", flat=True))
    found = []
    for cluster in clusters:
        due_on, pact = due.get(cluster.year_id), pacts.get(cluster.pk)
        if pact is None:
            url = cluster.get_absolute_url()
            found.append(_lead_task(cluster, _("Start the pact"), "plus-lg", url, due_on, on))
        elif pact.status in _LEAD:
            found.append(_lead_task(cluster, *_move(pact, declined), due_on, on))
    return found


def _to_amend(rights: Standing, on: date) -> list[Task]:
    """Amendments that are being prepared, of whatever year their pact is."""
    led = Cluster.objects.filter(_led_by(rights, on))
    begun = Pact.objects.exclude(amends=None).filter(cluster__in=led.values("pk"), status__in=_AMENDING)
    declined = set(_declined().filter(pk__in=begun.values("pk")).values_list("pk", flat=True))
    return [
        _lead_task(pact.cluster, *_move(pact, declined), pact.sign_until, on)
        for pact in begun.select_related("cluster__year").order_by("pk")
    ]


def _to_record(rights: Standing, on: date) -> list[Task]:
    """Conferences that have been held and whose minutes are not issued."""
    held = Conference.objects.filter(
        planned_at__isnull=False, called_off_at__isnull=True, minutes__isnull=True, held_on__lte=on
    )
    leaders = ClusterLeadership.objects.filter(cluster=OuterRef("cluster"), role=LeadershipRole.TRUONG)
    # Of a year that is over the unit that led it last still keeps the record.
    last = leaders.order_by(F("valid_to").desc(nulls_first=True), "-pk")
    keeper = Coalesce(Subquery(leaders.on(on).values("unit")[:1]), Subquery(last.values("unit")[:1]))
    kept = held.alias(keeper=keeper).filter(keeper__in=rights.officer_of | rights.heads)
    return [
        Task(
            title=str(_("Issue the minutes of the conference")),
            url=conference.get_absolute_url(),
            detail=str(conference),
            icon="file-earmark-text",
        )
        for conference in kept.select_related("cluster__year").order_by("held_on", "pk")
    ]


def _move(pact: Pact, declined: set[int]) -> tuple[str | Promise, str, str]:
    """What is next for the lead unit, with its picture and its page."""
    title, icon, route = (_AMENDING if pact.amends_id else _LEAD)[PactStatus(pact.status)]
    if pact.pk in declined:
        title, icon = _("A unit has declined to sign: decide how to go on"), "x-lg"
    return title, icon, reverse(route, args=[pact.pk])


def _lead_task(
    cluster: Cluster, title: str | Promise, icon: str, url: str, due_on: date | None, on: date
) -> Task:
    return Task(
        title=str(title), url=url, detail=str(cluster), icon=icon, due_on=due_on, pill=due_pill(due_on, on)
    )
