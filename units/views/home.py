"""What waits for me, and what I was told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from units.permissions import standing
from units.queries import home as first_page
from units.queries import inbox as told
from units.services import inbox as reading
from units.views.destinations import safe_destination

PAGE_SIZE = 50


@require_safe
def home(request):
    today = timezone.localdate()
    rights = standing(request.user, today)
    page = first_page.home(request.user, rights.units | rights.works_in, today)
    return render(request, "units/home.html", {"home": page, "today": today})


@require_safe
def inbox(request):
    page = Paginator(told.notices_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    notices = [told.in_words(notice) for notice in page]
    return render(request, "units/inbox.html", {"page": page, "notices": notices})


@require_POST
def inbox_read(request):
    number = reading.mark_all_read(by=request.user, at=timezone.now())
    text = ngettext("%(number)s notice is marked as read.", "%(number)s notices are marked as read.", number)
    messages.success(request, text % {"number": number} if number else _("Nothing was unread."))
    return redirect("inbox")


@require_POST
def notice(request, pk):
    """Mark the notice as read and go to what it is about."""
    found = get_object_or_404(told.notices_of(request.user), pk=pk)
    reading.mark_read(notice=found, by=request.user, at=timezone.now())
    return redirect(safe_destination(request, found.url, fallback="inbox"))
