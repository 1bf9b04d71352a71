"""Accounts and their roles. A password is never typed here: a one-time link is handed over."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.admin.base import ModelAdmin, ShortList
from units.admin.site import site
from units.enums import IntakeKind
from units.exports.links import CONTENT_TYPE, first_links
from units.forms.organisation import AccountForm, DatedForm, RoleFormSet
from units.models import Intake, RoleGrant, User
from units.services import accounts
from units.services.account_lists import made_accounts
from units.views.files import HARMLESS


class RoleInline(ShortList):
    model = RoleGrant
    form = DatedForm
    formset = RoleFormSet
    fields = ["role", "unit", "valid_from", "valid_to"]
    autocomplete_fields = ["unit"]
    ordering = ["valid_from", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit", "user__person")


@admin.register(User, site=site)
class UserAdmin(ModelAdmin):
    form = AccountForm
    fields = ["username", "person", "email", "is_active"]
    readonly_after = ("must_set_password", "last_login")
    autocomplete_fields = ["person"]
    inlines = [RoleInline]
    search_fields = ["username", "person__search_text"]
    search_columns = ("username", "person__search_text")
    search_help_text = _("User name or person; diacritics may be left out.")
    list_display = ["username", "person", "is_active", "must_set_password", "last_login", "is_sample"]
    list_filter = ["is_active", "role_grants__role", "is_sample"]
    list_select_related = ["person"]
    ordering = ["username"]
    change_form_template = "admin/units/user/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")

    def get_fields(self, request, obj=None):
        return [*self.fields, *self.readonly_after] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_after if obj else ()

    def has_change_permission(self, request, obj=None):
        """A technical account with every right is out of reach of those who have fewer."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
            obj.must_set_password = True
        super().save_model(request, obj, form, change)

    def get_urls(self):
        link = path(
            "<int:pk>/link/<str:purpose>/",
            self.admin_site.admin_view(self.hand_over_link),
            name="units_user_link",
        )
        links = path(
            "links/<int:pk>/", self.admin_site.admin_view(self.hand_over_links), name="units_user_links"
        )
        return [link, links, *super().get_urls()]

    def hand_over_link(self, request, pk, purpose):
        """Make a one-time link and show it once: the administrator hands it over, there may be no mail."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        account = get_object_or_404(User.objects.select_related("person"), pk=pk)
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        try:
            link = accounts.issue_link(user=account, purpose=purpose, by=request.user, at=timezone.now())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(reverse("admin:units_user_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("One-time link"),
            "opts": self.opts,
            "original": account,
            "link": request.build_absolute_uri(link),
            "purpose": purpose,
        }
        return TemplateResponse(request, "admin/units/user/link.html", context)

    def hand_over_links(self, request, pk):
        """One-time links for the accounts that an imported list made: a workbook, kept nowhere."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        intake = get_object_or_404(Intake, pk=pk, kind=IntakeKind.ACCOUNTS)
        now = timezone.now()
        links = accounts.issue_first_links(users=made_accounts(intake), by=request.user, at=now)
        if not links:
            messages.warning(request, _("Every account of this list has its password already."))
            return redirect(reverse("admin:units_intake_change", args=[pk]))
        until = now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        rows = [
            (user.get_full_name(), user.username, request.build_absolute_uri(link)) for user, link in links
        ]
        return HttpResponse(
            first_links(rows, until),
            content_type=CONTENT_TYPE,
            headers={"Content-Disposition": f'attachment; filename="lien-ket-{pk}.xlsx"', **HARMLESS},
        )
