from django.contrib.admin import AdminSite


class OrganisationAdminSite(AdminSite):
    pass
