"""Years of an organiser, their deadlines and guidance."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _

from units.admin.base import ModelAdmin, ShortList
from units.admin.site import site
from units.models import Deadline, EmulationYear, Guidance
from units.text import search_form


class YearForm(ModelForm):
    class Meta:
        model = EmulationYear
        fields = ["organiser", "year", "starts_on", "ends_on", "theme", "motto", "registration_required"]

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not 1945 <= year <= 2200:
            raise ValidationError(_("Write the year with four digits, for example 2026."))
        return year

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError(_("The last day is before the first.")))
        organiser, year = cleaned.get("organiser"), cleaned.get("year")
        others = EmulationYear.objects.filter(organiser=organiser, year=year).exclude(pk=self.instance.pk)
        if organiser and year and others.exists():
            self.add_error("year", ValidationError(_("The organiser has this year already.")))
        return cleaned


class DeadlineInline(ShortList):
    model = Deadline
    fields = ["kind", "due_on"]
    ordering = ["due_on", "pk"]


class GuidanceInline(ShortList):
    model = Guidance
    fields = ["position", "citation", "is_legal_basis"]
    ordering = ["position", "pk"]


@admin.register(EmulationYear, site=site)
class EmulationYearAdmin(ModelAdmin):
    form = YearForm
    fields = [
        ("organiser", "year"),
        ("starts_on", "ends_on"),
        "theme",
        "motto",
        "registration_required",
    ]
    autocomplete_fields = ["organiser"]
    inlines = [DeadlineInline, GuidanceInline]
    search_fields = ["organiser__search_text", "year"]
    search_columns = ("organiser__search_text", "year")
    search_help_text = _("Organiser or year; diacritics may be left out.")
    list_display = ["listed_year", "organiser", "starts_on", "ends_on", "is_rehearsal"]
    list_filter = ["year", "is_rehearsal"]
    list_select_related = ["organiser"]
    ordering = ["-year", "organiser__sort_key", "pk"]

    # A number would be shown with a separator of thousands.
    @admin.display(description=_("year"), ordering="year")
    def listed_year(self, year):
        return str(year.year)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organiser")

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_form(search_term).replace("nam ", ""))
