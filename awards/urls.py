"""Routes of registrations and awards."""

from django.urls import path

from awards.views import registration, registrations

_MOVES = ("send_to_head", "send_back", "submit", "return", "accept")

urlpatterns = [
    path("registrations/", registrations.registrations, name="registrations"),
    path("registrations/start/", registrations.start, name="registration_start"),
    path("registrations/cluster/<int:pk>/", registrations.rollup, name="registration_rollup"),
    path("registrations/<int:pk>/", registration.show, name="registration"),
    path("registrations/<int:pk>/save/", registration.save, name="registration_save"),
    *(
        path(f"registrations/<int:pk>/{move}/", registration.move, {"name": move}, f"registration_{move}")
        for move in _MOVES
    ),
]
