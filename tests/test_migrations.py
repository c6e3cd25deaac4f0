import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_the_migrations_make_the_models_as_they_are() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=3)
