import pytest

from helpdesk.errors import NotAllowed
from reports.actions import delete_view, rename_view, save_view
from reports.errors import NameTaken
from reports.models import SavedView
from tests.reports.kept import add_chief, add_delivery, add_view

pytestmark = pytest.mark.django_db


def test_a_view_keeps_the_address_under_one_line() -> None:
    sari = add_chief("sari")

    view = save_view("hours", "period=7-days", name=" Busy\r\nhours ", is_shared=True, by=sari)

    view.refresh_from_db()
    assert (view.owner, view.slug, view.query) == (sari, "hours", "period=7-days")
    assert (view.name, view.is_shared) == ("Busy hours", True)


def test_two_people_may_use_the_same_name_and_one_may_not_twice() -> None:
    sari, matti = add_chief("sari"), add_chief("matti")
    mine = save_view("hours", "", name="Mine", is_shared=False, by=sari)
    save_view("hours", "", name="Mine", is_shared=False, by=matti)
    other = save_view("hours", "", name="Other", is_shared=False, by=sari)

    with pytest.raises(NameTaken):
        save_view("lost", "", name="Mine", is_shared=False, by=sari)
    with pytest.raises(NameTaken):
        rename_view(other, name="Mine", is_shared=False, by=sari)
    assert set(SavedView.objects.filter(name="Mine").values_list("owner", "slug")) == {
        (sari.pk, mine.slug),
        (matti.pk, "hours"),
    }


def test_only_the_owner_changes_and_deletes_what_is_shared() -> None:
    sari, matti = add_chief("sari"), add_chief("matti")
    view = add_view(sari, is_shared=True)

    with pytest.raises(NotAllowed):
        rename_view(view, name="Taken over", is_shared=False, by=matti)
    with pytest.raises(NotAllowed):
        delete_view(view, by=matti)

    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Quick enough", True)


def test_its_mails_end_with_it() -> None:
    sari = add_chief("sari")
    view = add_view(sari)
    delivery = add_delivery(view, sari)

    delete_view(view, by=sari)

    assert not type(delivery).objects.exists()


def test_one_sees_ones_own_and_what_others_share() -> None:
    sari, matti = add_chief("sari"), add_chief("matti")
    own, shared = add_view(sari, "Own"), add_view(matti, "Shared", is_shared=True)
    add_view(matti, "Hidden")

    assert list(SavedView.objects.seen_by(sari)) == [own, shared]
