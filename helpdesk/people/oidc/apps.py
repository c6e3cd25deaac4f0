from django.apps import AppConfig


class OidcConfig(AppConfig):
    """An app of its own, since allauth looks for providers in apps."""

    name = "helpdesk.people.oidc"
    label = "oidc"

    def ready(self) -> None:
        from helpdesk.people.oidc import checks  # noqa: F401  (registers the checks)
