"""The audit trail, to be read only."""

from django.contrib import admin

from units.admin.base import Evidence
from units.admin.site import site
from units.models import AuditEntry


@admin.register(AuditEntry, site=site)
class AuditEntryAdmin(Evidence):
    fields = ["seq", "at", "kind", "actor", "subject", "body", "hash"]
    search_fields = ["kind", "subject"]
    search_columns = ("kind", "subject", "actor__username")
    list_display = ["number", "at", "kind", "actor", "subject"]
    list_select_related = ["actor__person"]
    ordering = ["-seq"]
    sortable_by: list[str] = []

    @admin.display(description=AuditEntry._meta.get_field("seq").verbose_name, ordering="seq")
    def number(self, entry):
        return str(entry.seq)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor__person")
