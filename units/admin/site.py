"""The admin site: for administrators with a second factor, in the product's words."""

from functools import update_wrapper
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums import Role
from units.permissions import NotAllowed, check_role, passes

# Accounts sign in, out and set passwords in the product's own pages: there is one way for each.
_NOT_OFFERED = {"logout", "password_change", "password_change_done"}
# Django's pages take whatever is no POST for a GET.
_METHODS = ("GET", "HEAD", "POST")


def administers(request) -> bool:
    """Whether the account holds the administrator's role today; asked once a request."""
    if not hasattr(request, "holds_administrator_role"):
        today = timezone.localdate()
        request.holds_administrator_role = passes(check_role, request.user, Role.ADMINISTRATOR, today)
    return request.holds_administrator_role


class SearchResults(AutocompleteJsonView):
    """Two units may bear one name: the list of an autocomplete says which is which."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if label := getattr(self.model_admin, "autocomplete_label", None):
            result["text"] = label(obj)
        return result


class OrganisationAdminSite(AdminSite):
    site_title = _("Administration")
    site_header = _("Administration")
    index_title = _("Organisation and accounts")
    site_url = "/"

    def has_permission(self, request):
        user = request.user
        return user.is_active and user.is_verified() and (user.is_staff or administers(request))

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only our own nouns: a library's page for, say, second factors would show their secrets."""
        if getattr(admin_class, "belongs_to_the_product", False):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """Whoever may not enter is told so at the door, not sent to a second log-in page."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if not self.has_permission(request):
                return self.login(request)
            if request.method not in _METHODS:
                return HttpResponseNotAllowed(_METHODS)
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, view)

    def login(self, request, extra_context=None):
        user = request.user
        if user.is_authenticated and self.has_permission(request):
            return redirect("admin:index")
        if user.is_authenticated and not (user.is_staff or administers(request)):
            raise NotAllowed(_("Only administrators may enter here."))
        page = "second_factor" if user.is_authenticated else "log_in"
        return redirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")

    def get_urls(self):
        return [route for route in super().get_urls() if getattr(route, "name", None) not in _NOT_OFFERED]

    def autocomplete_view(self, request):
        return SearchResults.as_view(admin_site=self)(request)


site = OrganisationAdminSite()


def the_site() -> OrganisationAdminSite:
    """The one site: asking for it while its modules are still being loaded gives the same."""
    return site
