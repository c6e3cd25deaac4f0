"""Instructions by words: the vector that is stored with each, and the query for a text.

The stored vector stands under an index, so that ten thousand instructions are searched while
somebody types. Titles count most (A as stems, B as written), then the text (C).
"""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db.models import Case, When
from django.db.models.expressions import CombinedExpression

from helpdesk.redaction import normalise

STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
MOST_WORDS = 30
ENDINGS = {"finnish": 4, "swedish": 2}
"""So many letters at the end may differ: the stemmers miss what happens before an ending (verkko:
verkon; tulostin: tulostimen) and some endings themselves (lösenordet)."""


def _vector(config: str) -> CombinedExpression:
    return (
        SearchVector("title", weight="A", config=config)
        + SearchVector("title", weight="B", config="simple")
        + SearchVector("body", weight="C", config=config)
    )


def article_vector() -> Case:
    """An instruction's words in the forms of its language."""
    by_language = [When(language=code, then=_vector(name)) for code, name in STEMMERS.items()]
    return Case(*by_language, default=_vector("simple"), output_field=SearchVectorField())


def words_in(text: str) -> list[str]:
    """The different words of a text, in order: those of its end, which was written last."""
    words = dict.fromkeys(re.findall(r"\w+", normalise(text).lower()))
    return list(words)[-MOST_WORDS:]


def query_for(words: list[str], language: str) -> SearchQuery:
    """Any of the words in any form, or the last one, half typed, at the beginning of a title's."""
    config = STEMMERS.get(language, "simple")
    forms = [_forms_of(word, config) for word in words]
    return reduce(or_, forms, _begun(words[-1], "AB"))


def _forms_of(word: str, config: str) -> SearchQuery:
    """The word in any form of its language."""
    query = SearchQuery(word, config=config)
    if config in ENDINGS and len(word) > 5:
        query |= _begun(word[: max(4, len(word) - ENDINGS[config])])
    return query


def _begun(beginning: str, weights: str = "") -> SearchQuery:
    return SearchQuery(f"{beginning}:*{weights}", config="simple", search_type="raw")
