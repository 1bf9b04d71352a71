"""Who may sign for a unit beside its head: the documents, as the administrator has them."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.admin.base import ModelAdmin
from units.admin.site import site
from units.forms.organisation import AuthorisationForm
from units.models import Authorisation


class DayFilter(admin.SimpleListFilter):
    """Relative to today, which is what one looks for."""

    title = _("validity")
    parameter_name = "day"

    def lookups(self, request, model_admin):
        return [("today", _("Valid today")), ("later", _("Valid later")), ("over", _("Over"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        chosen = {"later": Q(valid_from__gt=today), "over": Q(valid_to__lt=today)}
        if self.value() == "today":
            return queryset.on(today)
        return queryset.filter(chosen.get(self.value(), Q()))


@admin.register(Authorisation, site=site)
class AuthorisationAdmin(ModelAdmin):
    form = AuthorisationForm
    fields = [
        "unit",
        "person",
        ("form", "position_title"),
        "collective",
        "document",
        "is_for_absence",
        ("valid_from", "valid_to"),
    ]
    autocomplete_fields = ["unit", "person"]
    search_fields = ["unit__search_text", "person__search_text"]
    search_columns = ("unit__search_text", "person__search_text")
    search_help_text = _("Name of the unit or of the person; diacritics may be left out.")
    list_display = ["unit", "person", "signs_as", "valid_from", "valid_to", "is_for_absence"]
    list_filter = [DayFilter, "form", "is_for_absence"]
    list_select_related = ["unit", "person"]
    ordering = ["-valid_from", "pk"]

    @admin.display(description=_("how the person signs"), ordering="form")
    def signs_as(self, authorisation):
        return f"{authorisation.form}. · {authorisation.position_title}"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "document":
            kwargs["widget"] = AdminTextInputWidget(attrs={"class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
