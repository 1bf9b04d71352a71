"""Routes of registrations and awards."""

from django.urls import path

from awards.views import law, nomination, nominations, registration, registrations

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
    path("nominations/", nominations.nominations, name="nominations"),
    path("nominations/make/", nominations.make, name="nomination_make"),
    path("nominations/letter/<int:pk>/", nominations.letter, name="nomination_letter"),
    path("nominations/<int:pk>/", nomination.show, name="nomination"),
    path("nominations/<int:pk>/facts/", nomination.facts, name="nomination_facts"),
    path("nominations/<int:pk>/initiative/", nomination.initiative, name="nomination_initiative"),
    path("nominations/<int:pk>/title/", nomination.title, name="nomination_title"),
    path(
        "nominations/<int:pk>/initiative/<int:row_pk>/remove/",
        nomination.remove,
        {"kind": "initiative"},
        "nomination_initiative_remove",
    ),
    path(
        "nominations/<int:pk>/title/<int:row_pk>/remove/",
        nomination.remove,
        {"kind": "title"},
        "nomination_title_remove",
    ),
    path("nominations/<int:pk>/screen/", nomination.screen, name="nomination_screen"),
    path("nominations/<int:pk>/withdraw/", nomination.withdraw, name="nomination_withdraw"),
    path("law/", law.law, name="law"),
]
