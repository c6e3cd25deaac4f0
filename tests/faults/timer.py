"""Run in the environment of a desk: ends silent chats as the idle timer does, without a pause."""

from __future__ import annotations

import django

django.setup()

from chat.actions.rescue import end_silent  # noqa: E402  (Django must be set up)

if __name__ == "__main__":
    print("ready", flush=True)
    while True:
        end_silent()
