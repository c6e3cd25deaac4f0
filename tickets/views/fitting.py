"""Instructions that fit what somebody asks: a part of the console, for sending their links."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from helpdesk.people.languages import nearest
from helpdesk.people.permissions import is_staff_member, only
from helpdesk.redaction import one_line
from tickets.models import Article

SHOWN = 6
MOST = 500


@only(is_staff_member)
@require_POST
def fitting(request: HttpRequest) -> HttpResponse:
    """By the words `q`, then those of the `topic`, for a reader of this `language`.

    It changes nothing, and yet is a POST: what people wrote stays out of addresses, and so of logs.
    """
    language = nearest(request.POST.get("language", ""))
    words, topic = one_line(request.POST.get("q", ""))[:MOST], request.POST.get("topic", "")
    found = list(Article.objects.search(words, language)[:SHOWN])
    if topic.isdecimal() and len(topic) < 10:
        known = {article.slug for article in found}
        of_topic = Article.objects.for_reader(language).filter(topic=int(topic))
        found += [article for article in of_topic[:SHOWN] if article.slug not in known]
    return render(
        request, "tickets/_fitting.html", {"articles": found[:SHOWN], "language": language}
    )
