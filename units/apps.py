from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = _("Organisation and accounts")

    def ready(self):
        from units import checks  # noqa: F401, PLC0415 - registers the checks once the apps are loaded
