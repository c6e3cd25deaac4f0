"""People as the API names them."""

from __future__ import annotations

from rest_framework import serializers

from helpdesk.api import Moment
from helpdesk.people.models import Requester, Team, User


class StaffNameSerializer(serializers.ModelSerializer[User]):
    """A member of staff, by the name that visitors see."""

    name = serializers.CharField(source="public_name", read_only=True)

    class Meta:
        model = User
        fields = ("id", "name")


class TeamNameSerializer(serializers.ModelSerializer[Team]):
    class Meta:
        model = Team
        fields = ("id", "name")


class RequesterSerializer(serializers.ModelSerializer[Requester]):
    created_at = Moment(read_only=True)

    class Meta:
        model = Requester
        fields = ("id", "name", "email", "phone", "login", "language", "created_at")
