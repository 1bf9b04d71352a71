"""The routes of the application with a bare page for 403: the matrix asks who is refused, not how it looks."""

from django.http import HttpRequest, HttpResponse

from config.urls import handler400, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
handler403 = "tests.architecture.urls.refused"


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse("403", status=403)
