from __future__ import annotations

from helpdesk.people.models import User
from reports.models import Annotation


def annotate(annotation: Annotation, *, by: User) -> Annotation:
    """Puts what is known of some days on record; who wrote it first stays named."""
    if annotation.made_by is None:
        annotation.made_by = by
    annotation.save()
    return annotation
