"""Pages about one's own account. Of allauth's pages about other sign-ins none is open: there is one
provider, and an account is linked to it by coming in.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from helpdesk.errors import NotFound


def closed(request: HttpRequest) -> HttpResponse:
    """The provider finds an account by its address, so addresses are the administrator's to give:
    whoever took a colleague's would be the one whom that colleague comes in as.
    """
    raise NotFound


urlpatterns = [
    path("email/", closed, name="account_email"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("oidc/", include("helpdesk.people.oidc.urls")),
]
