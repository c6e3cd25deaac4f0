"""Ready answers for the console, as one document that is fetched again only when it changed."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from helpdesk.people.choices import Language
from helpdesk.people.models import Desk
from helpdesk.people.permissions import is_staff_member, only, staff_of
from tickets.models import CannedReply, Topic


@only(is_staff_member)
@require_safe
@conditional_page
@cache_control(private=True, no_cache=True)
def replies(request: HttpRequest) -> JsonResponse:
    """In all languages, since an agent's chats are in any; and what fills their places."""
    agent, desk = staff_of(request), Desk.current()
    shown = CannedReply.objects.for_agent(agent).select_related("team")
    return JsonResponse(
        {
            "agent": desk.name if desk.hides_agents else agent.public_name,
            "desk": desk.name,
            "topics": {topic.pk: _names(topic) for topic in Topic.objects.all()},
            "replies": [_wire(reply) for reply in shown],
        }
    )


def _names(topic: Topic) -> dict[str, str]:
    return {language: topic.name_in(language) for language in Language.values}


def _wire(reply: CannedReply) -> dict[str, object]:
    return {
        "shortcut": reply.shortcut,
        "language": reply.language,
        "body": reply.body,
        "team": {"id": reply.team_id, "name": reply.team.name} if reply.team else None,
        "topic": reply.topic_id,
    }
