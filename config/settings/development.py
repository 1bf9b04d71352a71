"""The embedded default: SQLite, one machine, the rehearsal and its sample accounts."""

from config.env import VAR, env, installation_secret
from config.settings.base import *  # noqa: F403 - settings files extend one another

SECRET_KEY = installation_secret(VAR / "secrets" / "secret_key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
ALLOW_SAMPLE_ACCOUNTS = True
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
