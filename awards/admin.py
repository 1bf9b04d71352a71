"""Award types are kept here; registrations and nominations are only read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from awards.models import AwardType, Nomination, Registration
from units.admin.base import Evidence, ModelAdmin
from units.admin.site import site
from units.text import search_form


@admin.register(AwardType, site=site)
class AwardTypeAdmin(ModelAdmin):
    fields = ["code", "name", "short_name", ("category", "recipient"), "position", "is_active"]
    search_fields = ["name"]
    search_help_text = _("Name or code; diacritics may be left out.")
    list_display = ["name", "code", "category", "recipient", "is_active"]
    list_filter = ["category", "recipient", "is_active"]
    ordering = ["position", "pk"]

    def get_readonly_fields(self, request, obj=None):
        # The law judges by the code: it is chosen once.
        return ["code"] if obj else []

    def get_search_results(self, request, queryset, search_term):
        # A short list of reference, and no stored search form: compared here, alike on both databases.
        words = search_form(search_term).split()
        rows = queryset.values_list("pk", "name", "code")
        known = {pk: search_form(f"{name} {code}") for pk, name, code in rows}
        found = [pk for pk, text in known.items() if all(word in text for word in words)]
        return queryset.filter(pk__in=found), False


@admin.register(Registration, site=site)
class RegistrationAdmin(Evidence):
    fields = ["cluster", "unit", "status", "submitted_at", "submitted_by", "accepted_at", "accepted_by"]
    search_fields = ["unit__search_text"]
    search_columns = ("unit__search_text", "cluster__search_text")
    list_display = ["unit", "cluster", "status", "submitted_at", "accepted_at"]
    list_filter = ["status"]
    list_select_related = ["unit", "cluster__year"]
    ordering = ["-cluster__year__year", "unit__sort_key", "pk"]

    def get_queryset(self, request):
        related = ("unit", "cluster__year", "submitted_by__person", "accepted_by__person")
        return super().get_queryset(request).select_related(*related)


@admin.register(Nomination, site=site)
class NominationAdmin(Evidence):
    fields = [
        "item",
        "status",
        "council_members",
        "council_in_favour",
        "submission",
        "created_at",
        "created_by",
    ]
    search_fields = ["item__person__search_text"]
    search_columns = ("item__person__search_text", "item__collective__search_text")
    list_display = ["item", "status", "created_at"]
    list_filter = ["status"]
    ordering = ["-created_at", "pk"]

    def get_queryset(self, request):
        related = ("item__person", "item__collective", "submission__paper", "created_by__person")
        return super().get_queryset(request).select_related(*related)
