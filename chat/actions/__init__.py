"""Everything that changes a chat; each a verb."""

from chat.actions.accept import accept_chat
from chat.actions.close import close_chat
from chat.actions.open import Opened, open_chat
from chat.actions.presence import keep_alive, set_presence
from chat.actions.rate import rate_chat
from chat.actions.transfer import transfer_chat
from chat.actions.visits import visitor_returned

__all__ = [
    "Opened",
    "accept_chat",
    "close_chat",
    "keep_alive",
    "open_chat",
    "rate_chat",
    "set_presence",
    "transfer_chat",
    "visitor_returned",
]
