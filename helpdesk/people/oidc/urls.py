from __future__ import annotations

from django.urls import path

from helpdesk.people.oidc import views

urlpatterns = [
    path("login/", views.login, name="oidc_login"),
    path("callback/", views.callback, name="oidc_callback"),
    path("signed-out/", views.signed_out, name="oidc_signed_out"),
]
