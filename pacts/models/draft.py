"""The texts that a draft went through, who has read which, and what was said about them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pacts.enums import CommentAnswer, DraftOccasion


class PactDraft(models.Model):
    """The whole text of a pact at one moment, kept for comparison. Written once, never changed."""

    pact = models.ForeignKey("pacts.Pact", on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField(_("draft"))
    occasion = models.CharField(_("occasion"), max_length=20, choices=DraftOccasion)
    note = models.CharField(_("note"), max_length=200, blank=True)
    content = models.JSONField(_("content"))
    kept_at = models.DateTimeField(_("kept at"))
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("kept by")
    )

    class Meta:
        verbose_name = _("kept draft")
        verbose_name_plural = _("kept drafts")
        constraints = [
            models.UniqueConstraint(fields=["pact", "number"], name="pacts_pactdraft_number_once"),
            models.CheckConstraint(
                condition=models.Q(occasion__in=DraftOccasion.values), name="pacts_pactdraft_occasion_known"
            ),
        ]

    def __str__(self):
        return f"{self.pact} #{self.number}"


class PactReading(models.Model):
    """The text that an account read last, so that it can be told what changed since."""

    pact = models.ForeignKey("pacts.Pact", on_delete=models.PROTECT, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edit_number = models.PositiveIntegerField()
    content = models.JSONField()
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading of a pact")
        verbose_name_plural = _("readings of pacts")
        constraints = [
            models.UniqueConstraint(fields=["pact", "user"], name="pacts_pactreading_once"),
        ]

    def __str__(self):
        return f"{self.user} · {self.pact}"


class PactComment(models.Model):
    """What a member unit or the supervisor says to a clause, or to the whole, and the lead unit's answer."""

    pact = models.ForeignKey("pacts.Pact", on_delete=models.PROTECT, related_name="comments")
    # The clause by its identity, which outlives its removal from the draft; empty for the whole text.
    clause_identity = models.UUIDField(null=True, blank=True)
    clause_text = models.CharField(_("clause"), max_length=250, blank=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="pact_comments", verbose_name=_("unit")
    )
    text = models.TextField(_("comment"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    answer = models.CharField(_("answer"), max_length=20, choices=CommentAnswer, default=CommentAnswer.OPEN)
    answer_text = models.TextField(_("reason"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("comment on a pact")
        verbose_name_plural = _("comments on pacts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer__in=CommentAnswer.values), name="pacts_pactcomment_answer_known"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    answer=CommentAnswer.OPEN, answered_at__isnull=True, answered_by__isnull=True
                )
                | (
                    ~models.Q(answer=CommentAnswer.OPEN)
                    & models.Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
                name="pacts_pactcomment_answered_with_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer__in=[CommentAnswer.EXPLAINED, CommentAnswer.OVERRULED])
                | ~models.Q(answer_text=""),
                name="pacts_pactcomment_answer_with_reason",
                violation_error_message=_("Give the reason."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.pact}"
