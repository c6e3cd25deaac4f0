"""The instructions, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from helpdesk.errors import NotFound
from helpdesk.people.languages import nearest
from helpdesk.redaction import one_line
from tickets.articles import rendered
from tickets.models import Article

SHOWN = 30


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Those that fit the words, best first; without words all, by title."""
    language, words = nearest(get_language() or ""), one_line(request.GET.get("q", ""))[:200]
    if words:
        found = list(Article.objects.search(words, language).select_related("topic")[:SHOWN])
    else:
        of_reader = Article.objects.for_reader(language).select_related("topic")
        found = sorted(of_reader, key=lambda article: article.title.lower())
    return render(request, "tickets/articles.html", {"articles": found, "words": words})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """In the reader's language, else in another that has it."""
    language = nearest(get_language() or "")
    found = Article.objects.for_reader(language).filter(slug=slug).select_related("topic").first()
    if found is None:
        raise NotFound(_("There is no such instruction, or it was withdrawn. Search for another."))
    context = {"article": found, "body": rendered(found.body), "language": language}
    return render(request, "tickets/article.html", context)
