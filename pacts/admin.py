"""Movements and conferences are kept here; pacts, papers, signatures and certificates are only read."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import CharField, Form, Textarea
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pacts.models import (
    ClusterMovement,
    Conference,
    ConferenceAttendee,
    Credential,
    IssuedPaper,
    Movement,
    Pact,
    PactParty,
    Signature,
)
from pacts.services import credentials
from units.admin.base import Evidence, EvidenceInline, ModelAdmin, ShortList
from units.admin.site import administers, site
from units.enums import LeadershipRole
from units.text import search_form


@admin.register(Movement, site=site)
class MovementAdmin(ModelAdmin):
    fields = ["name", ("kind", "launched_by"), ("first_year", "last_year")]
    search_fields = ["name"]
    search_help_text = _("Name; diacritics may be left out.")
    list_display = ["name", "kind", "launched_by"]
    list_filter = ["kind", "launched_by"]
    ordering = ["name", "pk"]

    def get_search_results(self, request, queryset, search_term):
        # A short list of reference, and no stored search form: compared here, alike on both databases.
        words = search_form(search_term).split()
        found = [pk for pk, name in queryset.values_list("pk", "name") if _holds(name, words)]
        return queryset.filter(pk__in=found), False


class AttendeeInline(ShortList):
    model = ConferenceAttendee
    fields = ["position", "person", "name", "role", "title"]
    autocomplete_fields = ["person"]
    ordering = ["position", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "conference__cluster__year")


@admin.register(Conference, site=site)
class ConferenceAdmin(ModelAdmin):
    fields = [
        "cluster",
        ("kind", "is_planned"),
        ("held_on", "date_text"),
        ("host_unit", "place"),
        "summary",
    ]
    readonly_after = ("lead_units",)
    autocomplete_fields = ["cluster", "host_unit"]
    inlines = [AttendeeInline]
    search_fields = ["cluster__search_text"]
    search_columns = ("cluster__search_text", "host_unit__search_text")
    search_help_text = _("Cluster, year or host unit; diacritics may be left out.")
    list_display = ["cluster", "kind", "held_on", "host_unit", "is_planned"]
    list_filter = ["kind", "is_planned"]
    list_select_related = ["cluster__year", "host_unit"]
    ordering = ["-cluster__year__year", "-held_on", "pk"]

    def get_fields(self, request, obj=None):
        return [*self.fields[:4], *self.readonly_after, *self.fields[4:]] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_after if obj else ()

    def has_change_permission(self, request, obj=None):
        # What was planned by a lead unit is kept by it, to the minutes; here stands what only tells of the past.
        return super().has_change_permission(request, obj) and (obj is None or obj.planned_at is None)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.planned_at is None)

    @admin.display(description=_("lead unit of the cluster"))
    def lead_units(self, conference):
        """Beside the host, which may be another unit."""
        leading = conference.cluster.leaderships.filter(role=LeadershipRole.TRUONG)
        leading = leading.on(conference.held_on) if conference.held_on else leading
        names = [row.unit.short_name for row in leading.in_time().select_related("unit")]
        return ", ".join(names) or _("no data yet")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("cluster__year", "host_unit")


@admin.register(ClusterMovement, site=site)
class ClusterMovementAdmin(ModelAdmin):
    fields = ["cluster", "movement", "position"]
    autocomplete_fields = ["cluster", "movement"]
    search_fields = ["cluster__search_text"]
    search_columns = ("cluster__search_text",)
    search_help_text = _("Cluster or year; diacritics may be left out.")
    list_display = ["movement", "cluster", "listed_position"]
    list_select_related = ["movement", "cluster__year"]
    ordering = ["-cluster__year__year", "cluster", "position", "pk"]

    @admin.display(description=_("order"), ordering="position")
    def listed_position(self, row):
        return str(row.position)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("movement", "cluster__year")


class PartyInline(EvidenceInline):
    model = PactParty
    fields = ["position", "unit_text", "role_text", "capacity_text", "signer", "status", "decided_at"]
    ordering = ["position", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("signer", "pact__cluster__year")


@admin.register(Pact, site=site)
class PactAdmin(Evidence):
    fields = ["cluster", "version", "status", "theme", "motto", "dated_on", "in_force_at", "void_reason"]
    inlines = [PartyInline]
    search_fields = ["cluster__search_text"]
    search_columns = ("cluster__search_text",)
    list_display = ["cluster", "version", "status", "in_force_at"]
    list_filter = ["status"]
    list_select_related = ["cluster__year"]
    ordering = ["-cluster__year__year", "-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("cluster__year")


@admin.register(IssuedPaper, site=site)
class IssuedPaperAdmin(Evidence):
    fields = ["title", "kind", "unit", "listed_year", "symbol", "page_count", "issued_at", "issued_by"]
    readonly_fields = ["listed_year"]
    search_fields = ["unit__search_text"]
    search_columns = ("unit__search_text", "symbol", "title")
    list_display = ["title", "kind", "unit", "listed_year", "symbol", "issued_at"]
    list_filter = ["kind", "is_rehearsal"]
    list_select_related = ["unit"]
    ordering = ["-issued_at", "pk"]

    @admin.display(description=_("year"), ordering="year")
    def listed_year(self, paper):
        return str(paper.year)

    def get_queryset(self, request):
        # The content is large and is read on the paper's own page.
        return super().get_queryset(request).select_related("unit", "issued_by__person").defer("snapshot")


@admin.register(Signature, site=site)
class SignatureAdmin(Evidence):
    fields = ["paper", "party", "signer", "capacity_text", "signed_by", "signed_at", "frozen_sha256"]
    search_fields = ["signer__search_text"]
    search_columns = ("signer__search_text",)
    list_display = ["signer", "paper", "capacity_text", "signed_at"]
    ordering = ["-signed_at", "pk"]

    def get_queryset(self, request):
        related = ("signer", "paper", "party__pact__cluster__year", "signed_by__person")
        return super().get_queryset(request).select_related(*related).defer("paper__snapshot")


class RevokeForm(Form):
    reason = CharField(label=_("Reason"), max_length=300, widget=Textarea(attrs={"rows": 3}))


@admin.register(Credential, site=site)
class CredentialAdmin(Evidence):
    fields = [
        "person",
        "serial",
        ("not_before", "not_after"),
        "is_test",
        "issued_at",
        ("failed_pins", "locked_until"),
        ("revoked_at", "revoked_by"),
        "revoke_reason",
    ]
    search_fields = ["person__search_text"]
    search_columns = ("person__search_text", "serial")
    search_help_text = _("Person or serial number; diacritics may be left out.")
    list_display = ["person", "serial", "not_before", "not_after", "is_test", "revoked_at"]
    list_filter = ["is_test", ("revoked_at", admin.EmptyFieldListFilter)]
    ordering = ["person__sort_key", "-issued_at", "pk"]
    change_form_template = "admin/pacts/credential/change_form.html"

    def get_queryset(self, request):
        keyless = super().get_queryset(request).defer("encrypted_key", "certificate_pem")
        return keyless.select_related("person", "revoked_by__person")

    def get_urls(self):
        view = self.admin_site.admin_view(self.revoke)
        return [path("<int:pk>/revoke/", view, name="pacts_credential_revoke"), *super().get_urls()]

    def revoke(self, request, pk):
        """Ask for the reason, then revoke: a new certificate is made at the person's next sign-in."""
        if not (administers(request) or request.user.is_superuser):
            raise PermissionDenied
        credential = get_object_or_404(self.get_queryset(request), pk=pk)
        form = RevokeForm(request.POST or None)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                credentials.revoke(credential=credential, reason=reason, by=request.user, at=timezone.now())
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("The certificate is revoked."))
                return redirect(reverse("admin:pacts_credential_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Revoke the certificate"),
            "opts": self.opts,
            "original": credential,
            "form": form,
        }
        return TemplateResponse(request, "admin/pacts/credential/revoke.html", context)


def _holds(text, words):
    known = search_form(text)
    return all(word in known for word in words)
