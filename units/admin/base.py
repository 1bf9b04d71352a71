"""What all admin pages share: who may, how one searches, and that every write reaches the audit chain."""

from django.contrib import admin
from django.db.models import BooleanField, Q
from django.utils import timezone
from django.utils.text import capfirst

from units import audit
from units.admin.site import administers
from units.admin.widgets import KnownChoice, WordedCheckbox
from units.forms.organisation import RowForm
from units.text import search_form


class Searchable:
    """Every word must be found in one of the stored search columns, with or without diacritics."""

    search_columns: tuple[str, ...] = ("search_text",)

    def get_search_results(self, request, queryset, search_term):
        for word in search_form(search_term).split():
            found = Q()
            for column in self.search_columns:
                found |= Q(**{f"{column}__icontains": word})
            queryset = queryset.filter(found)
        return queryset, False


class ByRole:
    """An administrator by role needs no further permission; any other account needs Django's."""

    belongs_to_the_product = True

    def has_module_permission(self, request):
        return administers(request) or super().has_module_permission(request)

    def has_view_permission(self, request, obj=None):
        return administers(request) or super().has_view_permission(request, obj)

    def has_add_permission(self, request, *parent):
        return administers(request) or super().has_add_permission(request, *parent)

    def has_change_permission(self, request, obj=None):
        return administers(request) or super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Nothing of the organisation is deleted: it ends on a day, because evidence hangs on it."""
        return False


class Inline(ByRole, admin.TabularInline):
    form = RowForm
    extra = 0
    show_change_link = False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownChoice(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Fields in a table have no label of their own: their column's words go with them."""
        if isinstance(db_field, BooleanField) and not db_field.null:
            kwargs["widget"] = WordedCheckbox()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and field.label:
            words = {"aria-label": capfirst(field.label), "placeholder": capfirst(field.label)}
            field.widget.attrs.update(words)
            if inner := getattr(field.widget, "widget", None):
                inner.attrs.update({"aria-label": words["aria-label"]})
        return field


class ShortList(Inline):
    """Rows that nothing else points to: a mistake may be removed, the chain keeps that it was."""

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class ModelAdmin(Searchable, ByRole, admin.ModelAdmin):
    """One noun of the organisation."""

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    actions = None
    save_on_top = False

    def save_formset(self, request, form, formset, change):
        # A row forgets its key when it is deleted, so its name in the chain is taken before.
        gone = [audit.label(deleted.instance) for deleted in getattr(formset, "deleted_forms", [])]
        request.admin_removed = [*getattr(request, "admin_removed", []), *gone]
        super().save_formset(request, form, formset, change)

    def construct_change_message(self, request, form, formsets, add=False):
        request.admin_changes = _changes(form, formsets or [], getattr(request, "admin_removed", []))
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request, obj, message):
        self._record(request, obj, "admin_added", getattr(request, "admin_changes", {}))
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        if changes := getattr(request, "admin_changes", {}):
            self._record(request, obj, "admin_changed", changes)
        return super().log_change(request, obj, message)

    def _record(self, request, obj, kind, data):
        audit.record(kind=kind, actor=request.user, subject=obj, at=timezone.now(), data=data)


def _changes(form, formsets, removed):
    """Which fields and rows changed, by name and key; never their values, which may be personal."""
    changes = {"fields": sorted(form.changed_data)}
    changes["added"] = [audit.label(row) for formset in formsets for row in formset.new_objects]
    changes["changed"] = {
        audit.label(row): sorted(fields) for formset in formsets for row, fields in formset.changed_objects
    }
    changes["removed"] = removed
    return {name: value for name, value in changes.items() if value}


class Evidence(Searchable, ByRole, admin.ModelAdmin):
    """What happened: to be read by administrators, to be changed by nobody, superusers included."""

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class EvidenceInline(Inline):
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
