"""Lists that come as Excel files: upload, look at what each row would do, apply or set aside."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from units.admin.base import ByRole, Evidence
from units.admin.intake_page import ReportPage, whole_report
from units.admin.site import site
from units.enums import IntakeKind
from units.exports import intake as workbooks
from units.forms.intake import ApplyForm, UploadForm
from units.models import Intake
from units.services import intake as lists
from units.views.files import HARMLESS


@admin.register(Intake, site=site)
class IntakeAdmin(Evidence):
    search_fields = ["file_name"]
    search_columns = ("file_name",)
    list_display = ["file_name", "kind", "status", "uploaded_at", "uploaded_by", "decided_at", "decided_by"]
    list_filter = ["kind", "status"]
    list_select_related = ["uploaded_by__person", "decided_by__person"]
    ordering = ["-uploaded_at", "-pk"]
    change_list_template = "admin/units/intake/change_list.html"

    def has_add_permission(self, request):
        """To import is to enter: an administrator, or an account with Django's own right to do so."""
        return ByRole.has_add_permission(self, request)

    def get_queryset(self, request):
        # The rows of a list are large, and a list of lists shows none.
        found = super().get_queryset(request).select_related("uploaded_by__person", "decided_by__person")
        return found.defer("rows", "options")

    def get_urls(self):
        def route(address, view, name):
            return path(address, self.admin_site.admin_view(view), name=f"units_intake_{name}")

        return [
            route("template/<str:kind>/", self.template_view, "template"),
            route("<int:pk>/report/", self.report_view, "report"),
            route("<int:pk>/answer/", self.posted(self.answer), "answer"),
            route("<int:pk>/check/", self.posted(self.check_again), "check"),
            route("<int:pk>/apply/", self.posted(self.apply), "apply"),
            route("<int:pk>/set-aside/", self.posted(self.set_aside), "set_aside"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        """Upload a list: it is read and checked, and its report shown."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_post = request.method == "POST"
        form = (
            UploadForm(request.POST, request.FILES) if is_post else UploadForm(initial=_first_kind(request))
        )
        if is_post and form.is_valid():
            intake = form.receive(by=request.user, at=timezone.now())
            if intake:
                return redirect(_page(intake))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import from Excel"),
            "opts": self.opts,
            "form": form,
            "kinds": [IntakeKind(kind) for kind in lists.KINDS],
        }
        return TemplateResponse(request, "admin/units/intake/upload.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The report of a list; a list itself is never edited."""
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        intake = Intake.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        if intake is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self._show(request, intake)

    def template_view(self, request, kind):
        if not reads(request):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        if kind not in lists.KINDS:
            raise Http404
        title = str(IntakeKind(kind).label)
        content = workbooks.template(columns=lists.KINDS[kind].columns, title=title)
        return _download(content, f"mau-{kind}.xlsx")

    def report_view(self, request, pk):
        if not reads(request):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        intake = get_object_or_404(Intake, pk=pk)
        return _download(whole_report(intake, timezone.localdate()), f"bao-cao-{pk}.xlsx")

    def posted(self, act):
        """An act on a list: posted, by whoever may import; a refusal is told on the page of the list."""

        def view(request, pk):
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            if not self.has_add_permission(request):
                raise PermissionDenied
            intake = get_object_or_404(Intake, pk=pk)
            try:
                response = act(request, intake, timezone.now())
            except ValidationError as refusal:
                messages.warning(request, " ".join(refusal.messages))
                response = None
            return response or redirect(_page(intake, request))

        return view

    def answer(self, request, intake, at):
        """Who the namesakes are: those on the page, or all that still wait."""
        if "all" in request.POST:
            is_same = request.POST["all"] == "same"
            lists.answer_all(intake=intake, same=is_same, by=request.user, at=at)
            return
        given = request.POST.items()
        answers = {name.removeprefix("row-"): value for name, value in given if name.startswith("row-")}
        lists.answer(intake=intake, answers=answers, by=request.user, at=at)

    def check_again(self, request, intake, at):
        lists.check_again(intake=intake, by=request.user, at=at)

    def set_aside(self, request, intake, at):
        lists.set_aside(intake=intake, by=request.user, at=at)

    def apply(self, request, intake, at):
        """Write the list as its report says, once."""
        form = ApplyForm(request.POST, reports=lists.reports_of(intake))
        try:
            applied = form.is_valid() and form.apply(intake, by=request.user, at=at)
        except lists.StaleReport:
            lists.check_again(intake=intake, by=request.user, at=at)
            raise
        if not applied:
            return self._show(request, intake, form)
        messages.success(request, _("The list was applied. Every row says what became of it."))
        return None

    def _show(self, request, intake, form=None):
        context = {
            **self.admin_site.each_context(request),
            "title": intake.file_name,
            "opts": self.opts,
            "original": intake,
            "page": ReportPage(intake, request.GET, timezone.localdate(), form),
            "may_import": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/units/intake/report.html", context)


def reads(request) -> bool:
    return request.method in ("GET", "HEAD")


def _first_kind(request):
    kind = request.GET.get("kind")
    return {"kind": kind if kind in lists.KINDS else next(iter(lists.KINDS))}


def _page(intake, request=None):
    """The page of the list, with the rows that were shown."""
    query = request.GET.urlencode() if request else ""
    return reverse("admin:units_intake_change", args=[intake.pk]) + (f"?{query}" if query else "")


def _download(content, name):
    return HttpResponse(
        content,
        content_type=workbooks.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"', **HARMLESS},
    )
