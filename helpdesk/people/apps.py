from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "helpdesk.people"
    label = "people"
    verbose_name = _("People")


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin behind our own front door."""

    default = False
    default_site = "helpdesk.people.site.DeskAdminSite"
