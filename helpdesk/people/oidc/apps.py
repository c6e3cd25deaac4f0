from importlib import import_module

from django.apps import AppConfig


class OidcConfig(AppConfig):
    """An app of its own, since allauth looks for providers in apps."""

    name = "helpdesk.people.oidc"
    label = "oidc"

    def ready(self) -> None:
        # It registers the checks, and needs the models.
        import_module("helpdesk.people.oidc.checks")
