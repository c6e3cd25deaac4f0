"""The chat on other sites' pages: what they load, what they are told, and who may show it."""

import gzip
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from redis.exceptions import RedisError

from chat.actions import accept_chat, open_chat, set_presence
from chat.choices import PresenceStatus
from chat.urls import urlpatterns
from chat.views.widget_script import MODULES
from helpdesk.people.models import Desk, Membership, ServiceHours, Team, User
from tests.chat.conftest import MakeAgent
from tickets.models import Topic

SITE = "https://www.uni.example"
SCRIPT = "/chat/widget.js"
NOW = "/chat/widget.json"
FRAME = "/chat/embedded/"
SUNDAY = "2026-02-01T10:00:00Z"


@pytest.fixture(autouse=True)
def nothing_kept(db: None) -> None:
    cache.clear()


@pytest.fixture
def allowed(settings: Settings) -> None:
    settings.EMBED_ORIGINS = [SITE, "https://intra.uni.example"]


@pytest.fixture
def wifi() -> Topic:
    """The matter of a team that nobody is of today."""
    team = Team.objects.create(name="Networks", slug="networks")
    names = {"name_en": "Wi-Fi", "name_fi": "Langaton verkko", "name_sv": "Trådlöst nät"}
    return Topic.objects.create(slug="wifi", team=team, **names)


def told(client: Client, origin: str = SITE, **query: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(NOW, query, headers={"origin": origin}).json()
    return answer


def policy(response: Any) -> dict[str, str]:
    """The directives of the Content Security Policy."""
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def test_the_script_is_one_small_file_that_every_page_may_load(client: Client) -> None:
    response = client.get(SCRIPT, headers={"accept-encoding": "gzip"})

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    assert len(response.content) < 6 * 1024
    assert "customElements.define" in gzip.decompress(response.content).decode()


def test_the_script_needs_no_other_file(client: Client) -> None:
    text = client.get(SCRIPT).content.decode()

    assert re.findall(r"^(import|export)\b", text, re.MULTILINE) == []
    assert text.count("class ") == 3
    assert len(MODULES) == 5


def test_a_page_that_has_the_script_is_not_sent_it_again(client: Client) -> None:
    etag = client.get(SCRIPT)["ETag"]

    assert client.get(SCRIPT, headers={"if-none-match": etag}).status_code == 304
    assert client.get(SCRIPT, headers={"if-none-match": '"older"'}).status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Langaton verkko"), ("sv", "Trådlöst nät"), ("en", "Wi-Fi")],
)
def test_the_page_in_the_frame_speaks_the_language_of_the_page_around_it(
    client: Client, desk: Desk, wifi: Topic, language: str, words: str
) -> None:
    response = client.get(FRAME, {"lang": language}, headers={"accept-language": "en"})

    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    assert response["Content-Language"] == language
    assert words in html


@pytest.mark.parametrize(
    ("language", "state"),
    [
        ("fi-FI", "maanantai 2. helmikuuta 2026 8.00"),
        ("sv", "måndag 2 februari 2026 08:00"),
        ("de", "Monday, 2 February 2026 08:00"),
    ],
)
def test_a_closed_desk_says_when_it_opens_and_leads_to_the_form(
    client: Client, desk: Desk, agent: User, language: str, state: str
) -> None:
    ServiceHours.objects.filter(weekday__gte=5).delete()
    ServiceHours.objects.update(opens="08:00", closes="16:00")

    with time_machine.travel(SUNDAY):
        now = told(client, lang=language)

    assert state in now["words"]["state"]
    assert now["open"] is False
    assert urlsplit(now["path"]).path == "/chat/widget/form/"


def test_an_open_desk_says_how_soon_one_is_served(client: Client, desk: Desk, agent: User) -> None:
    now = told(client, lang="en")

    assert now["open"] is True
    assert now["words"]["label"] == "Chat with us"
    assert now["words"]["state"] == "Open now. Expected wait: under 1 min."
    assert now["words"]["title"] == desk.name
    assert urlsplit(now["path"]).path == "/chat/widget/chat/"


def test_a_desk_that_nobody_watches_is_not_called_open(client: Client, desk: Desk) -> None:
    now = told(client, lang="en")

    assert now["words"]["state"] == "Nobody is at the chat right now."
    assert now["words"]["label"] == "Write to us"


def test_what_is_said_holds_for_the_team_of_the_pages_topic(
    client: Client, desk: Desk, agent: User, make_agent: MakeAgent, wifi: Topic
) -> None:
    leo = make_agent("leo", online=False)
    Membership.objects.create(user=leo, team=wifi.team)
    set_presence(leo, status=PresenceStatus.ONLINE, capacity=1)
    asked = open_chat(question="No eduroam", language="en", name="Aino", topic=wifi).chat
    accept_chat(asked.pk, agent=leo)

    states = {
        topic: told(client, lang="en", topic=topic)["words"]["state"] for topic in ("", "wifi")
    }

    assert states == {
        "": "Open now. Expected wait: under 1 min.",
        "wifi": "Everybody at the chat is busy right now.",
    }


def test_the_frame_is_of_the_pages_topic(client: Client, desk: Desk, wifi: Topic) -> None:
    frame = told(client, lang="sv-FI", topic="wifi")["frame"]

    assert frame == f"/chat/embedded/?lang=sv&topic={wifi.pk}"


def test_a_topic_that_is_no_more_closes_no_chat(client: Client, desk: Desk, agent: User) -> None:
    now = told(client, lang="en", topic="gopher")

    assert now["open"] is True
    assert now["frame"] == "/chat/embedded/?lang=en"


def test_the_topic_of_the_page_is_chosen_in_the_frame(client: Client, wifi: Topic) -> None:
    html = client.get(FRAME, {"lang": "en", "topic": "wifi"}).content.decode()

    assert f'data-topic="{wifi.pk}"' in html


@pytest.mark.parametrize(
    ("origin", "embeds"),
    [
        (SITE, True),
        ("https://evil.example", False),
        ("http://www.uni.example", False),
        ("null", False),
    ],
)
def test_a_page_is_told_whether_it_may_show_the_chat(
    client: Client, desk: Desk, allowed: None, origin: str, embeds: bool
) -> None:
    response = client.get(NOW, headers={"origin": origin})

    assert response.json()["embeds"] is embeds
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Origin" in response["Vary"]
    assert not response.cookies


def test_without_the_setting_nobody_may_show_it(client: Client, desk: Desk) -> None:
    response = client.get(FRAME)

    assert told(client)["embeds"] is False
    assert response["X-Frame-Options"] == "DENY"
    assert policy(response)["frame-ancestors"] == "'none'"


def test_the_frame_is_shown_by_the_named_sites_only(
    client: Client, desk: Desk, allowed: None
) -> None:
    strict = policy(client.get("/chat/"))

    response = client.get(FRAME)

    assert "X-Frame-Options" not in response
    ancestors = f"{SITE} https://intra.uni.example"
    assert policy(response) == strict | {"frame-ancestors": ancestors}


def test_no_other_page_is_shown_in_a_frame(client: Client, desk: Desk, allowed: None) -> None:
    of_chat = {f"/{each.pattern}" for each in urlpatterns if "<" not in str(each.pattern)}
    others = {"/form/", "/articles/", "/accounts/login/", "/admin/login/", "/reports/", "/tickets/"}

    headers = {page: framing(client.get(page)) for page in (of_chat | others) - {FRAME}}

    assert headers == dict.fromkeys(headers, ("DENY", "'none'"))


def framing(response: Any) -> tuple[str, str]:
    return response.headers.get("X-Frame-Options"), policy(response).get("frame-ancestors", "")


def test_the_page_in_the_frame_needs_no_cookie(client: Client, desk: Desk, allowed: None) -> None:
    response = client.get(FRAME)

    html = response.content.decode()
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in html
    assert re.findall(r"<script(?![^>]* src=)|<style| style=| on\w+=", html) == []


def test_links_of_the_frame_open_a_window_of_their_own(client: Client, desk: Desk) -> None:
    html = client.get(FRAME, {"lang": "sv"}).content.decode()

    assert '<base target="_blank">' in html
    assert 'href="/chat/widget/form/?lang=sv"' in html
    assert 'href="/form/"' not in html


@pytest.mark.parametrize(("place", "address"), [("chat", "/chat/"), ("form", "/form/")])
def test_a_link_to_a_page_of_its_own_keeps_the_language(
    client: Client, desk: Desk, place: str, address: str
) -> None:
    response = client.get(
        f"/chat/widget/{place}/", {"lang": "sv"}, headers={"accept-language": "fi"}, follow=True
    )

    assert response.redirect_chain == [(address, 302)]
    assert '<html lang="sv"' in response.content.decode()


@pytest.mark.parametrize("teams", [1, 3])
def test_pages_of_a_whole_university_ask_the_desk_once(
    client: Client,
    desk: Desk,
    make_agent: MakeAgent,
    django_assert_num_queries: DjangoAssertNumQueries,
    teams: int,
) -> None:
    for number in range(teams):
        make_agent(f"agent{number}")
    with django_assert_num_queries(12):
        client.get(NOW)

    with django_assert_num_queries(1):
        client.get(NOW)


def test_without_redis_the_desk_is_looked_at_each_time(
    client: Client, desk: Desk, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise RedisError

    monkeypatch.setattr(cache, "get_or_set", refuse)

    assert told(client, lang="en")["open"] is True
