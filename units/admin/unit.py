"""Units, their names and what followed them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from units.admin.base import Inline, ModelAdmin
from units.admin.reorganisation import Reorganising
from units.admin.site import site
from units.forms.organisation import DatedForm, NameFormSet, UnitForm
from units.forms.unit_choice import unit_label
from units.models import Unit, UnitName, UnitSuccession
from units.services import naming


class NameInline(Inline):
    model = UnitName
    form = DatedForm
    formset = NameFormSet
    fields = ["full_name", "short_name", "valid_from", "valid_to", "is_verified"]
    ordering = ["valid_from", "pk"]
    verbose_name_plural = _("Names through time (the latest is shown in lists)")


class SuccessionInline(Inline):
    model = UnitSuccession
    fk_name = "predecessor"
    fields = ["successor", "kind", "effective_on", "legal_basis", "is_verified"]
    autocomplete_fields = ["successor"]
    ordering = ["effective_on", "pk"]
    verbose_name_plural = _("What followed this unit")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("predecessor", "successor")


class ClosedFilter(admin.SimpleListFilter):
    title = _("validity")
    parameter_name = "closed"

    def lookups(self, request, model_admin):
        return [("no", _("Without a last day")), ("yes", _("With a last day"))]

    def queryset(self, request, queryset):
        if self.value() in ("no", "yes"):
            return queryset.filter(valid_to__isnull=self.value() == "no")
        return queryset


@admin.register(Unit, site=site)
class UnitAdmin(Reorganising, ModelAdmin):
    form = UnitForm
    fields = [
        ("code", "kind"),
        "parent",
        "name",
        "short_name",
        ("place", "head_title"),
        ("valid_from", "valid_to"),
        "is_verified",
    ]
    autocomplete_fields = ["parent"]
    search_fields = ["search_text", "code"]
    search_columns = ("search_text", "code")
    search_help_text = _("Any name that the unit ever had, or its code; diacritics may be left out.")
    list_display = ["listed_name", "code", "kind", "parent", "valid_from", "valid_to", "mark", "is_rehearsal"]
    list_filter = ["kind", ClosedFilter, "is_verified", "is_rehearsal"]
    list_select_related = ["parent"]
    ordering = ["sort_key", "pk"]

    @admin.display(description=_("short name"), ordering="sort_key")
    def listed_name(self, unit):
        return unit.short_name

    @admin.display(description=_("verified"), ordering="is_verified")
    def mark(self, unit):
        return _("yes") if unit.is_verified else _("not verified")

    def autocomplete_label(self, unit):
        return unit_label(unit)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("parent")

    def get_inlines(self, request, obj):
        return [NameInline, SuccessionInline] if obj else []

    def get_readonly_fields(self, request, obj=None):
        # A rename is a row in the table of names, so that papers of the past keep theirs.
        return ["name", "short_name"] if obj else []

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            naming.adopt_latest_name(unit=form.instance)
        else:
            naming.record_first_name(unit=form.instance)
