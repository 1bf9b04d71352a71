"""Clusters and blocks of a year, their members and leaders."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from units.admin.base import Inline, ModelAdmin
from units.admin.site import site
from units.forms.organisation import (
    ClusterForm,
    DatedForm,
    LeadershipFormSet,
    MemberForm,
    MembershipFormSet,
)
from units.models import Cluster, ClusterLeadership, ClusterMembership
from units.queries.leadership import hints


class RowOfCluster(Inline):
    """May be removed while nothing of another app (a pact, a registration) hangs on the cluster."""

    form = DatedForm
    autocomplete_fields = ["unit"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit", "cluster__year")

    def has_delete_permission(self, request, obj=None):
        if obj is None or not self.has_change_permission(request, obj):
            return False
        # The page asks for every table and again for every formset.
        if not hasattr(request, "cluster_is_free"):
            request.cluster_is_free = not _carries_something(obj)
        return request.cluster_is_free


class MembershipInline(RowOfCluster):
    model = ClusterMembership
    form = MemberForm
    formset = MembershipFormSet
    fields = ["position", "unit", "valid_from", "valid_to", "is_considered", "exclusion_reason"]
    ordering = ["position", "pk"]


class LeadershipInline(RowOfCluster):
    model = ClusterLeadership
    formset = LeadershipFormSet
    fields = ["role", "unit", "basis", "valid_from", "valid_to"]
    ordering = ["valid_from", "pk"]


@admin.register(Cluster, site=site)
class ClusterAdmin(ModelAdmin):
    form = ClusterForm
    fields = ["year", ("kind", "number"), "name", "theme", "motto", "member_count", "source"]
    autocomplete_fields = ["year"]
    inlines = [MembershipInline, LeadershipInline]
    search_fields = ["search_text"]
    search_help_text = _("Name, number or year; diacritics may be left out.")
    list_display = ["name", "listed_year", "organiser", "kind", "listed_number", "is_rehearsal"]
    list_filter = ["kind", "year__year"]
    list_select_related = ["year__organiser"]
    ordering = ["-year__year", "kind", "number", "pk"]
    change_form_template = "admin/units/cluster/change_form.html"

    @admin.display(description=_("year"), ordering="year__year")
    def listed_year(self, cluster):
        return str(cluster.year.year)

    @admin.display(description=_("number"), ordering="number")
    def listed_number(self, cluster):
        return "" if cluster.number is None else str(cluster.number)

    @admin.display(description=_("organiser"), ordering="year__organiser__sort_key")
    def organiser(self, cluster):
        return cluster.year.organiser

    @admin.display(description=_("rehearsal"), boolean=True)
    def is_rehearsal(self, cluster):
        return cluster.year.is_rehearsal

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("year__organiser")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # As on record: what was typed and refused is told at the fields.
        context["hints"] = hints(obj) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _create_formsets(self, request, obj, change):
        """A leader is judged by the members on the same page, so its formset is shown theirs."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        beside = next((it for it in formsets if isinstance(it, MembershipFormSet)), None)
        for formset in formsets:
            if isinstance(formset, LeadershipFormSet) and formset.is_bound:
                formset.memberships = beside
        return formsets, inlines


def _carries_something(cluster):
    """Whether a row of a higher part of the product points to the cluster."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: cluster}).exists()
        for relation in Cluster._meta.related_objects
        if relation.related_model._meta.app_label != Cluster._meta.app_label
    )
