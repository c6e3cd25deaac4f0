"""What every answer carries against misuse, and how refusals become pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from whitenoise.storage import CompressedManifestStaticFilesStorage

from helpdesk.errors import DomainError

ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}
"""django-unfold's pages evaluate Alpine expressions; only they get this wider policy."""


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Static files under names that change with their content; imports between modules follow."""

    support_js_module_import_aggregation = True
    # A pass follows one level of imports; the default of 5 is less than our modules are deep.
    max_post_process_passes = 30
    manifest_strict = False

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Only what pages ask for: neither the names without a hash, nor maps for debuggers."""
        asked = {name for name in self.hashed_files.values() if not name.endswith(".map")}
        yield from super().compress_files(asked & set(paths))


class ContentPolicyMiddleware(CSPMiddleware):
    """The strict policy of the settings everywhere but in the admin."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path.startswith("/admin/") and not hasattr(response, "_csp_update"):
            response._csp_update = ADMIN_POLICY  # type: ignore[attr-defined]  # django-csp's own hook
        return super().process_response(request, response)


def framed_by(response: HttpResponse, origins: Sequence[str]) -> HttpResponse:
    """The answer, which pages of these origins may show in a frame; without any, nobody may."""
    if origins:
        response._csp_replace = {"frame-ancestors": list(origins)}  # type: ignore[attr-defined]  # django-csp's own hook
        response.xframe_options_exempt = True
    return response


class DomainErrorMiddleware:
    """A refused wish becomes a page (or JSON) that says what to do; never a traceback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        answer = {"code": exception.code, "message": str(exception.message), **exception.details}
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse(answer, status=exception.status)
        return render(request, "refused.html", {"error": exception}, status=exception.status)
