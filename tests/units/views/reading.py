"""A browser that reads in the language of the source, so that sentences can be compared."""

from django.test import Client

from units.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(user, backend="units.backends.AccountBackend")
    return client
