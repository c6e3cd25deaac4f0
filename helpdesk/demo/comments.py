"""What was said in each ticket: mails and answers, notes about calls, transcripts of chats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from operator import itemgetter

from helpdesk.demo.phrases import has_instruction, say
from helpdesk.demo.store import Row
from helpdesk.demo.work import Work
from tickets.choices import Channel, CommentKind, Outcome, Status
from tickets.models import Contact


@dataclass(frozen=True)
class Narrator:
    """`names` are the agents' by number; `transcript` tells how a chat went."""

    names: Mapping[int, str]
    transcript: Callable[[Work, Contact], str]

    def comments(self, works: Iterable[Work]) -> Iterator[Row]:
        """Rows of `Comment`, ticket by ticket."""
        numbers = count(1)
        for work in works:
            said = [comment for contact in work.contacts for comment in self._of(work, contact)]
            said += self._at_the_end(work)
            for comment in sorted(said, key=itemgetter("created_at")):
                yield {"id": next(numbers), "ticket_id": work.ticket.pk, **comment}

    def _of(self, work: Work, contact: Contact) -> Iterator[Row]:
        if contact.channel in (Channel.EMAIL, Channel.WEB):
            yield self._question(work, contact)
            if contact.first_reply_at:
                yield self._reply(work, contact)
        elif contact.channel == Channel.CHAT:
            yield self._transcript(work, contact)
        else:
            yield self._note(work, contact)

    def _question(self, work: Work, contact: Contact) -> Row:
        what = "mail" if contact is work.contacts[0] else "mail_again"
        return {
            "contact_id": contact.pk,
            "kind": CommentKind.MESSAGE,
            "author_name": work.case.requester.name,
            "body": say(what, work.case),
            "created_at": contact.started_at,
        }

    def _reply(self, work: Work, contact: Contact) -> Row:
        agent = _worker(work)
        what = "reply" if has_instruction(work.case) else "reply_fix"
        if contact.outcome != Outcome.SOLVED:
            what = "reply_later"
        return {
            "contact_id": contact.pk,
            "kind": CommentKind.REPLY,
            "author_id": agent,
            "author_name": self.names[agent],
            "body": say(what, work.case, agent=self.names[agent]),
            "created_at": contact.first_reply_at,
        }

    def _transcript(self, work: Work, contact: Contact) -> Row:
        return {
            "contact_id": contact.pk,
            "kind": CommentKind.TRANSCRIPT,
            "author_id": contact.agent_id,
            "author_name": self.names[contact.agent_id] if contact.agent_id else "",
            "body": self.transcript(work, contact),
            "created_at": contact.ended_at,
        }

    def _note(self, work: Work, contact: Contact) -> Row:
        what = "note" if has_instruction(work.case) else "note_fix"
        assert contact.agent_id is not None
        return {
            "contact_id": contact.pk,
            "kind": CommentKind.NOTE,
            "author_id": contact.agent_id,
            "author_name": self.names[contact.agent_id],
            "body": say(what if contact.outcome == Outcome.SOLVED else "note_onward", work.case),
            "created_at": contact.ended_at,
        }

    def _at_the_end(self, work: Work) -> list[Row]:
        """Work that went on after the last contact ends with an answer."""
        solved = [step for step in work.steps if step.to == Status.SOLVED]
        if not solved or work.contacts[-1].outcome == Outcome.SOLVED:
            return []
        agent = _worker(work)
        return [
            {
                "kind": CommentKind.REPLY,
                "author_id": agent,
                "author_name": self.names[agent],
                "body": say("done", work.case, agent=self.names[agent]),
                "created_at": solved[-1].at,
            }
        ]


def _worker(work: Work) -> int:
    """Whoever has the ticket; it is taken as soon as it is answered."""
    assert work.ticket.assignee_id is not None
    return work.ticket.assignee_id
