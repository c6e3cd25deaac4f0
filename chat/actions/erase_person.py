"""One person is forgotten, with all that they said and that was said to them."""

from __future__ import annotations

from django.db import transaction

from chat import handoff
from chat.actions.erase_chats import BATCH, erase_chats
from chat.errors import JustMerged, ManyPeople, StillOpen
from chat.identities import identities
from chat.kept import kept_of
from chat.models import Block, Chat
from helpdesk.errors import NotAllowed, NotFound
from helpdesk.people.actions import erase_requester, finish_erasure
from helpdesk.people.choices import PrivacyReason
from helpdesk.people.models import PrivacyRecord, Requester, User
from helpdesk.people.permissions import administrates


def erase_person(person: int, *, by: User, reason: PrivacyReason) -> PrivacyRecord:
    """Forgets who this is at once, then erases what was said, batch by batch.

    From the first commit on nobody finds the person, and whoever writes from the same address is
    somebody new; what a crash leaves undone, `finish_erasures` does. Asked twice it is done once.
    Raises `NotAllowed`, `NotFound`, `ManyPeople`, `JustMerged`, and while a chat is open
    `StillOpen`.
    """
    if not administrates(by):
        raise NotAllowed
    person = _kept(person)
    # What has ended gets its ticket first, so that none is made afterwards of what is left.
    for chat in Chat.objects.of_person(person).owed_a_ticket().values_list("pk", flat=True):
        handoff.open_ticket_for(chat)
    return finish(_begin(person, by=by, reason=reason))


def finish(record: PrivacyRecord) -> PrivacyRecord:
    """Erases what is still kept of a person who was erased; nothing is left where it returns."""
    assert record.number is not None
    person = Requester.objects.get(pk=record.number, erased_at__isnull=False)
    words = Chat.objects.of_person(person.pk).with_words().order_by("pk")
    while batch := list(words.values_list("pk", flat=True)[:BATCH]):
        erase_chats(batch)
    handoff.erase_work_of(person)
    return finish_erasure(record)


def finish_erasures() -> int:
    """Does what crashes left undone; returns how many people it was."""
    owed = list(PrivacyRecord.objects.owed())
    for record in owed:
        finish(record)
    return len(owed)


def _kept(number: int) -> int:
    """Whoever was merged is who they were merged into."""
    found = Requester.objects.select_related("merged_into").filter(pk=number).first()
    if found is None:
        raise NotFound
    return found.kept.pk


@transaction.atomic
def _begin(person: int, *, by: User, reason: PrivacyReason) -> PrivacyRecord:
    # Whoever files something of theirs holds them: after this nothing is on its way any more.
    # What was merged into them comes first, as everywhere.
    list(Requester.objects.select_for_update().filter(merged_into=person).order_by("pk"))
    found = Requester.objects.select_for_update().get(pk=person)
    if found.merged_into_id:
        raise JustMerged
    if handoff.stands_for_many(found):
        raise ManyPeople
    if Chat.objects.of_person(person).filter(handed_off_at__isnull=True).exists():
        raise StillOpen
    Block.objects.against(identities(person=found)).update(value="")
    return erase_requester(person, by=by, reason=reason, **kept_of(person).counts)
