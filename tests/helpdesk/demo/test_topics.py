from helpdesk.demo.articles import read_instructions
from helpdesk.demo.topics import read_subjects
from tickets.models import Topic
from tickets.topics import propose_topic

LANGUAGES = ["en", "fi", "sv"]


def test_every_topic_with_a_weight_is_asked_about_in_three_languages() -> None:
    for subject in read_subjects():
        languages = sorted(subject.questions or {})

        assert languages == (LANGUAGES if subject.weight else []), subject.slug


def test_parents_are_known_before_their_children() -> None:
    known = {""}
    for subject in read_subjects():
        assert subject.parent in known
        known.add(subject.slug)


def test_twenty_instructions_belong_to_a_topic_each() -> None:
    named = [slug for subject in read_subjects() for slug in subject.articles]

    assert len(named) == 20
    assert sorted(named) == sorted({each.slug for each in read_instructions()})


def test_every_instruction_is_there_in_three_languages() -> None:
    there = [(each.slug, each.language) for each in read_instructions()]
    slugs = {slug for slug, _ in there}

    assert there == [(slug, language) for slug in sorted(slugs) for language in LANGUAGES]


def test_instructions_have_a_title_and_six_to_fifteen_lines() -> None:
    for each in read_instructions():
        lines = [line for line in each.body.splitlines() if line]

        assert each.title
        assert not each.title.startswith("#")
        assert 6 <= len(lines) <= 15, (each.slug, each.language)


def test_instructions_link_only_to_instructions_that_are_there() -> None:
    slugs = {each.slug for each in read_instructions()}
    for each in read_instructions():
        linked = {part.split("/")[0] for part in each.body.split("(/articles/")[1:]}

        assert linked <= slugs


def test_the_program_proposes_the_right_topic_for_nearly_all_questions() -> None:
    subjects = read_subjects()
    topics = {
        subject.slug: Topic(
            pk=number,
            slug=subject.slug,
            parent_id=1 if subject.parent else None,
            name_fi=subject.fi,
            name_sv=subject.sv,
            name_en=subject.en,
            keywords=subject.keywords,
        )
        for number, subject in enumerate(subjects, start=1)
    }

    right = [
        propose_topic(question, topics.values()) == topics[subject.slug]
        for subject in subjects
        for questions in (subject.questions or {}).values()
        for question in questions
    ]

    assert sum(right) / len(right) > 0.9
