"""Years of an organiser, their deadlines and guidance."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.admin.base import ModelAdmin, ShortList
from units.admin.site import site
from units.forms.years import OpeningPage
from units.models import Deadline, EmulationYear, Guidance
from units.queries.next_year import last_years, offer
from units.queries.year_periods import year_overlapped_by
from units.services.year_periods import overlap_of, period_fault
from units.services.years import CannotOpen, open_year
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

    def _post_clean(self):
        super()._post_clean()
        # The row is complete only now; what is faulty by itself is not compared with others.
        if not self.errors and (fault := period_fault(self.instance)):
            self.add_error(*fault)


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
    change_form_template = "admin/units/emulationyear/change_form.html"
    change_list_template = "admin/units/emulationyear/change_list.html"

    # A number would be shown with a separator of thousands.
    @admin.display(description=_("year"), ordering="year")
    def listed_year(self, year):
        return str(year.year)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organiser")

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_form(search_term).replace("nam ", ""))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        _warn_of_overlap(request, obj)

    def get_urls(self):
        guarded = self.admin_site.admin_view
        return [
            path("open/", guarded(self.choose_last_year), name="units_emulationyear_choose"),
            path("<int:pk>/open/", guarded(self.open_next), name="units_emulationyear_open"),
            *super().get_urls(),
        ]

    def choose_last_year(self, request):
        """The last year of each organiser, to open the next one from."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        self._check_may_add(request)
        rows = [(year, str(year.year), str(year.year + 1)) for year in last_years()]
        return self._page(request, "choose", title=_("Open a new year: from which one?"), rows=rows)

    def open_next(self, request, pk):
        """What the last year proposes, to be mended and confirmed; nothing is written before."""
        self._check_may_add(request)
        source = get_object_or_404(EmulationYear.objects.select_related("organiser"), pk=pk)
        page = OpeningPage(offer(source), request.POST if request.method == "POST" else None)
        if page.is_bound and page.is_valid():
            try:
                year = open_year(source=source, plan=page.plan(), by=request.user, at=timezone.now())
            except CannotOpen as refusal:
                page.show(refusal.misfits)
            else:
                messages.success(request, _("The year %(year)s is open.") % {"year": str(year.year)})
                _warn_of_overlap(request, year)
                return redirect("admin:units_emulationyear_change", year.pk)
        names = {"organiser": source.organiser.short_name, "year": str(page.offered.year)}
        title = _("Open the year %(year)s of %(organiser)s") % names
        others = EmulationYear.objects.filter(organiser=source.organiser_id, year=page.offered.year)
        return self._page(
            request,
            "open",
            title=title,
            page=page,
            original=source,
            there=None if page.is_bound else others.first(),
        )

    def _check_may_add(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _page(self, request, name, **context):
        context |= {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/units/emulationyear/{name}.html", context)


def _warn_of_overlap(request, year):
    """Years of a rehearsal may share days; whoever saves one is told."""
    if year.is_rehearsal and (other := year_overlapped_by(year)):
        messages.warning(request, overlap_of(other).messages[0])
