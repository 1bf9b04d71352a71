"""The admin site is ours: only those with a second factor enter, and it speaks the product's words."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "units.admin.site.the_site"
