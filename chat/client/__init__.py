"""A client of the chat protocol in Python: what a chat window does, without the window.

`Window` decides what is shown, `Core` what is written and when (both without a network or a clock),
`Socket` carries frames, `Visitor` and `Agent` are the two ends of a conversation.
"""

from chat.client.agent import Agent
from chat.client.core import Core, Listener
from chat.client.errors import ChatRefused, ServerGone
from chat.client.outbox import Draft
from chat.client.rates import Rate
from chat.client.socket import Endpoint, Socket
from chat.client.visitor import Opened, Visitor, open_chat
from chat.client.window import Window

__all__ = [
    "Agent",
    "ChatRefused",
    "Core",
    "Draft",
    "Endpoint",
    "Listener",
    "Opened",
    "Rate",
    "ServerGone",
    "Socket",
    "Visitor",
    "Window",
    "open_chat",
]
