"""What a new pact can be begun from."""

from __future__ import annotations

from django.db.models import F

from pacts.enums import PactStatus
from pacts.models import Pact
from pacts.querysets import PactQuerySet
from units.models import Cluster


def last_years_pact(cluster: Cluster, readable: PactQuerySet) -> Pact | None:
    """The text in force of the same cluster in the year before: the pact, or its newest amendment.

    The same cluster is that of the same organiser, kind, and number (or name). `readable` are the pacts that the
    person may read: nobody copies what he or she may not see. Samples of articles are nobody's text.
    """
    same = {"cluster__number": cluster.number} if cluster.number else {"cluster__name": cluster.name}
    found = Pact.objects.filter(
        pk__in=readable.order_by().values("pk"),
        cluster__kind=cluster.kind,
        cluster__year__organiser=cluster.year.organiser_id,
        cluster__year__year=cluster.year.year - 1,
        is_illustration=False,
        status=PactStatus.IN_FORCE,
        **same,
    )
    return found.select_related("cluster__year").order_by(F("in_force_at").desc(), "-pk").first()
