"""People, where they work and what they head."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.admin.base import Inline, ModelAdmin
from units.admin.site import site
from units.admin.staffing import Staffing
from units.forms.organisation import AppointmentFormSet, AssignmentFormSet, DatedForm
from units.models import Appointment, Assignment, Person
from units.queries.periods import says, valid


class RowOfPerson(Inline):
    form = DatedForm
    autocomplete_fields = ["unit"]
    ordering = ["valid_from", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit", "person")


class AssignmentInline(RowOfPerson):
    model = Assignment
    formset = AssignmentFormSet
    fields = ["unit", "position_title", "valid_from", "valid_to"]


class AppointmentInline(RowOfPerson):
    model = Appointment
    formset = AppointmentFormSet
    fields = ["unit", "capacity", "position_title", "valid_from", "valid_to", "bounds_known", "decision"]


class AccountFilter(admin.SimpleListFilter):
    title = _("account")
    parameter_name = "account"

    def lookups(self, request, model_admin):
        return [("yes", _("With an account")), ("no", _("Without an account"))]

    def queryset(self, request, queryset):
        if self.value() in ("no", "yes"):
            return queryset.filter(user__isnull=self.value() == "no")
        return queryset


class LeftFilter(admin.SimpleListFilter):
    title = _("belongs to the sector")
    parameter_name = "left"

    def lookups(self, request, model_admin):
        return [("no", _("Works in the sector")), ("yes", _("Left the sector"))]

    def queryset(self, request, queryset):
        if self.value() in ("no", "yes"):
            has_left = Q(left_on__lt=timezone.localdate())
            return queryset.filter(has_left if self.value() == "yes" else ~has_left)
        return queryset


@admin.register(Person, site=site)
class PersonAdmin(Staffing, ModelAdmin):
    change_form_template = "admin/units/person/change_form.html"
    fields = ["full_name", ("birth_date", "gender"), ("staff_number", "recruited_on")]
    inlines = [AssignmentInline, AppointmentInline]
    search_fields = ["search_text", "staff_number"]
    search_columns = ("search_text", "staff_number")
    search_help_text = _("Name or staff number; diacritics may be left out.")
    list_display = ["listed_name", "birth_date", "staff_number", "works_in"]
    list_filter = [AccountFilter, LeftFilter]
    ordering = ["sort_key", "pk"]

    @admin.display(description=_("full name"), ordering="sort_key")
    def listed_name(self, person):
        return person.full_name

    @admin.display(description=_("unit"))
    def works_in(self, person):
        today = timezone.localdate()
        if person.has_left(today):
            return _("left the sector on %(day)s") % {"day": says(person.left_on)}
        current = [it for it in person.assignments.all() if valid(it, today)]
        return ", ".join(dict.fromkeys(it.unit.short_name for it in current))

    def autocomplete_label(self, person):
        """Namesakes are told apart by their unit."""
        parts = [person.full_name, self.works_in(person), person.staff_number]
        return " · ".join(str(part) for part in parts if part)

    def get_fields(self, request, obj=None):
        """The last day in the sector is shown here and recorded by the act of leaving."""
        return [*self.fields, "left_on"] if obj and obj.left_on else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ["left_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("assignments__unit")
