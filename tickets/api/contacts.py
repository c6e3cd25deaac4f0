from __future__ import annotations

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from helpdesk.people.permissions import staff_of
from tickets.actions import log_call
from tickets.api.filters import ContactFilter
from tickets.api.inputs import CallSerializer
from tickets.api.serializers import ContactSerializer
from tickets.api.tickets import REFUSED
from tickets.models import Contact


class ContactViewSet(ReadOnlyModelViewSet[Contact]):
    """Approaches over all channels, latest first: the rows that reports count."""

    queryset = Contact.objects.select_related("requester", "topic", "team", "agent").order_by(
        "-started_at", "-pk"
    )
    serializer_class = ContactSerializer
    filterset_class = ContactFilter

    @extend_schema(
        request=CallSerializer,
        responses={
            201: ContactSerializer,
            200: OpenApiResponse(ContactSerializer, "Logged before with this key."),
            409: REFUSED,
        },
    )
    def create(self, request: Request) -> Response:
        """Logs a call or a visit by its agent, who is the account that asks."""
        given = CallSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        known = Contact.objects.filter(external_id=f"call:{given.validated_data['key']}").exists()
        contact = log_call(agent=staff_of(request), **given.validated_data)
        return Response(self.get_serializer(contact).data, status=200 if known else 201)
