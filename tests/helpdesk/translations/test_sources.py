from pathlib import Path

from helpdesk.translations.sources import gather, in_python, in_template


def test_python_marks_texts_under_any_name_of_the_function() -> None:
    source = (
        "from django.utils.translation import gettext as now_\n"
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy\n"
        "_('Good morning')\n"
        "now_('Good' ' night')\n"
        "ngettext('One chat', '%d chats', n)\n"
        "pgettext_lazy('a chat', 'Close')\n"
    )

    assert list(in_python(source)) == [
        (None, ("Good morning",)),
        (None, ("Good night",)),
        (None, ("One chat", "%d chats")),
        ("a chat", ("Close",)),
    ]


def test_calls_that_translate_nothing_are_passed_over() -> None:
    source = (
        "from django.utils.translation import gettext\n"
        "_('A function of this name that is no translation')\n"
        "gettext(marked_elsewhere)\n"
    )

    assert list(in_python(source)) == []


def test_templates_mark_texts_in_tags_and_filters() -> None:
    source = (
        "    <p>It's {% trans 'Good morning' %}\n"
        '  {% trans "Close" context "a chat" %}</p>\n'
        "{% blocktrans with name=x %}Hello {{ name }}, 100 %{% endblocktrans %}\n"
        "{% blocktrans count n=n %}{{ n }} chat{% plural %}{{ n }} chats{% endblocktrans %}\n"
        "{{ name|default:_('Nobody') }} {% comment %}Not me{% endcomment %}\n"
    )

    assert list(in_template(source)) == [
        (None, ("Good morning",)),
        ("a chat", ("Close",)),
        (None, ("Hello %(name)s, 100 %%",)),
        (None, ("%(n)s chat", "%(n)s chats")),
        (None, ("Nobody",)),
    ]


def test_a_text_knows_all_files_it_stands_in(tmp_path: Path) -> None:
    (tmp_path / "chat" / "migrations").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    marked = "from django.utils.translation import gettext as _\n_('Chat')\n_('Old')\n"
    (tmp_path / "chat" / "migrations" / "0001.py").write_text(marked)
    (tmp_path / "chat" / "models.py").write_text(marked.replace("_('Old')\n", ""))
    (tmp_path / "templates" / "chat.html").write_text("{% trans 'Chat' %}")

    messages = [message for message in gather(tmp_path) if message.id]

    assert [message.id for message in messages] == ["Chat"]
    assert [name for name, _line in messages[0].locations] == [
        "chat/models.py",
        "templates/chat.html",
    ]
