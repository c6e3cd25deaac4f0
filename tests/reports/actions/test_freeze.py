from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from helpdesk.people.models import Desk
from reports.actions import freeze
from reports.actions.freeze import one_moment
from reports.documents import make_document
from reports.frozen import Document, loaded
from reports.models import Run
from reports.report import Picture
from tests.reports.kept import add_chief, document, make
from tests.reports.rows import add_chats, at
from tickets.models import Contact

pytestmark = pytest.mark.django_db
MAY = "since=2026-05-01&until=2026-05-31&grain=month"


def frozen(slug: str = "answer-times", language: str = "en") -> Run:
    return freeze(slug, MAY, make=make_document, by=None, languages=[language])


def counted(run: Run, language: str = "en") -> object:
    return loaded(run.answer[language]).sections[0].answer.grids[0].rows[-1].values[1]


def test_what_is_frozen_does_not_change_with_the_facts() -> None:
    add_chats(at("2026-05-05 12:00"), 3)
    run = frozen()
    add_chats(at("2026-05-06 12:00"), 2)
    Contact.objects.filter(started_at=at("2026-05-05 12:00")).delete()

    run.refresh_from_db()
    assert counted(run) == 3
    assert counted(frozen()) == 2


def test_it_says_who_froze_what_when_by_which_definitions() -> None:
    sari, before = add_chief("sari"), timezone.now()

    run = freeze("answer-times", MAY, make=make_document, by=sari, languages=["fi"])

    run.refresh_from_db()
    assert (run.slug, run.query, run.language, run.made_by) == ("answer-times", MAY, "fi", sari)
    assert before <= run.up_to < before + timedelta(minutes=1)
    assert [key for key, _version in run.definitions] == [
        "first_reply",
        "wait_quantile",
        "left_out",
        "time",
    ]
    document = loaded(run.answer["fi"])
    assert document.zone == "Europe/Helsinki"
    assert "Europe/Helsinki" in dict(document.sections[0].filters).values()


def test_in_several_languages_the_figures_are_the_same() -> None:
    add_chats(at("2026-05-05 12:00"), 3)

    run = freeze("answer-times", MAY, make=make_document, by=None, languages=["fi", "en"])

    assert (run.language, sorted(run.answer)) == ("fi", ["en", "fi"])
    assert counted(run, "fi") == counted(run, "en") == 3
    assert run.answer["en"]["title"] == "Answer times"
    with translation.override("fi"):
        assert run.answer["fi"]["title"] == make_document("answer-times", MAY).title


def test_pictures_are_drawn_in_the_language_of_their_document() -> None:
    def make_picture(slug: str, query: str) -> Document:
        one = document()
        picture = Picture("one", "One", svg=lambda look: f"<svg>{translation.get_language()}</svg>")
        object.__setattr__(one.sections[0].answer, "pictures", (picture,))
        return one

    run = freeze("x", "", make=make_picture, by=None, languages=["fi", "en"])

    drawn = {
        code: kept["sections"][0]["pictures"][0]["looks"]["light-broad"]
        for code, kept in run.answer.items()
    }
    assert drawn == {"fi": "<svg>fi</svg>", "en": "<svg>en</svg>"}


@pytest.mark.parametrize(
    "changes", [{"answer": {}}, {"title": "Better"}, {"definitions": []}, {"query": "period="}]
)
def test_the_database_refuses_to_change_it(changes: dict[str, object]) -> None:
    run = freeze("answer-times", "", make=make, by=None, languages=["en"])

    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(**changes)


def test_who_leaves_the_desk_leaves_the_frozen_report() -> None:
    sari = add_chief("sari")
    run = freeze("answer-times", "", make=make, by=sari, languages=["en"])

    sari.delete()

    run.refresh_from_db()
    assert run.made_by is None


@pytest.mark.django_db(transaction=True)
def test_all_figures_are_of_one_moment() -> None:
    Desk.objects.create(pk=1)
    with one_moment():
        assert Contact.objects.count() == 0
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("repeatable read",)
