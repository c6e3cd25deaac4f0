"""Everything that changes a chat; each a verb."""

from chat.actions.accept import accept_chat
from chat.actions.block import block_visitor
from chat.actions.close import close_chat
from chat.actions.lift import lift_block
from chat.actions.open import Opened, open_chat
from chat.actions.presence import keep_alive, set_presence
from chat.actions.rate import rate_chat
from chat.actions.transfer import transfer_chat
from chat.actions.visits import visitor_returned
from chat.actions.warn import warn_visitor

__all__ = [
    "Opened",
    "accept_chat",
    "block_visitor",
    "close_chat",
    "keep_alive",
    "lift_block",
    "open_chat",
    "rate_chat",
    "set_presence",
    "transfer_chat",
    "visitor_returned",
    "warn_visitor",
]
