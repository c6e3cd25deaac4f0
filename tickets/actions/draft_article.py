from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from helpdesk.redaction import clean
from tickets.actions.locking import lock_contact
from tickets.errors import Empty, Erased
from tickets.models import Article, Contact, Topic

SHORTEST_NAME = 3
_ADDRESSES = re.compile(r"\S+@\S+|\+?\d[\d ()-]{6,}\d")


@transaction.atomic
def draft_article(
    contact: Contact,
    *,
    answers: Iterable[str],
    topic: Topic | None = None,
    names: Iterable[str] = (),
) -> Article:
    """An instruction, not published, made of what was answered in this contact.

    Title and language are the contact's, and its topic unless another is stated; the person's
    names, addresses and numbers are left out of title and text. A contact has one draft: a further
    answer is added to it, the same one is not. Raises `Empty` without an answer,
    and `Erased`.
    """
    locked = lock_contact(contact)
    if locked.erased_at:
        raise Erased
    person = locked.requester.name if locked.requester else ""
    words = {word for name in (*names, person) for word in name.split()}
    texts = [text for text in (_without(clean(each).text, words) for each in answers) if text]
    if not texts:
        raise Empty
    draft = locked.drafts.filter(is_published=False).first() or _begin(
        locked, topic or locked.topic, words
    )
    added = [text for text in texts if text not in draft.body]
    draft.body = "\n\n".join(filter(None, [draft.body, *added]))
    draft.save()
    return draft


def _begin(contact: Contact, topic: Topic | None, names: set[str]) -> Article:
    title = _without(contact.subject, names) if contact.subject else ""
    language = contact.language or "en"
    if not re.search(r"\w", title):
        with override(language):
            title = topic.name_in(language) if topic else _("Draft")
    return Article(
        slug=f"{slugify(title)[:60] or 'draft'}-{contact.pk}",
        language=language,
        title=title[:160],
        topic=topic,
        is_published=False,
        drafted_from=contact,
    )


def _without(text: str, names: set[str]) -> str:
    """The text without these names, in whatever form Finnish bends them, and without addresses."""
    text = _ADDRESSES.sub("", text)
    for name in names:
        if len(name) >= SHORTEST_NAME:
            bent = rf"(?:,? ?)\b{re.escape(name)}(?:['’]s|:?[a-zåäö]{{1,4}})?(?!\w)"
            text = re.sub(bent, "", text, flags=re.IGNORECASE)
    return text.strip(" ,;:–-\n")
