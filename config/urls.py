"""Every route of the application."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("units.urls")),
    path("", include("pacts.urls")),
    path("", include("awards.urls")),
]

handler400 = "units.views.errors.bad_request"
handler403 = "units.views.errors.permission_denied"
handler404 = "units.views.errors.page_not_found"
handler500 = "units.views.errors.server_error"
