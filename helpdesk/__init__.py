"""The project package: settings, addresses, processes, and what every app stands on."""

from helpdesk.celery import app as celery_app

__all__ = ["celery_app"]
