"""Pages about one's own account. Of allauth's pages about other sign-ins none is open: there is one
provider, and an account is linked to it by coming in.
"""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("oidc/", include("helpdesk.people.oidc.urls")),
]
