"""How every figure is computed can be looked up, and each key means one thing only."""

from collections import defaultdict

import pytest
from django.test import Client
from django.urls import reverse

from reports import glossary
from reports.catalogue import REPORTS
from reports.definitions import Definition

pytestmark = pytest.mark.django_db


def test_a_key_has_one_meaning_in_all_reports():
    by_key: dict[str, set[Definition]] = defaultdict(set)
    for _use, every in glossary.pages():
        for definition in every:
            by_key[definition.key].add(definition)

    assert {key: len(found) for key, found in by_key.items() if len(found) > 1} == {}


def test_every_report_defines_its_figures():
    assert [report.slug for report in REPORTS if not report.definitions] == []


def test_the_page_has_each_definition_with_its_version_and_its_reports(pages: Client):
    page = pages.get("/reports/definitions/").content.decode()

    for entry in glossary.entries():
        assert page.count(f'id="{entry.definition.key}"') == 1
        assert f"{entry.definition.key} version {entry.definition.version}" in page
        assert all(f'<a href="{use.address}">' in page for use in entry.uses)


@pytest.mark.parametrize("address", ["/reports/", "/reports/channel-mix/", "/reports/goal/"])
def test_each_report_leads_to_the_meaning_of_its_figures(pages: Client, address: str):
    page = pages.get(address).content.decode()

    assert f'<a href="{reverse("reports:definitions")}#request">' in page


def test_the_list_is_in_the_alphabet_of_the_reader(pages: Client):
    names = [str(entry.definition.name).casefold() for entry in glossary.entries()]

    assert names == sorted(names)
    assert len(names) == len(set(names))
