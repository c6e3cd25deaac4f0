"""Everything that changes a chat; each a verb."""

from chat.actions.accept import accept_chat
from chat.actions.block import block_visitor
from chat.actions.close import close_chat
from chat.actions.drop_files import drop_unsaid_files
from chat.actions.erase_chats import erase_chats
from chat.actions.erase_person import erase_person, finish_erasures
from chat.actions.expire import expire
from chat.actions.keep_file import keep_file, take_back_file, too_large
from chat.actions.keep_replies import keep_owed_replies
from chat.actions.lift import lift_blocks
from chat.actions.look_in import look_in
from chat.actions.offer import decline_offer, route
from chat.actions.open import Opened, open_chat
from chat.actions.presence import keep_alive, set_presence
from chat.actions.rate import rate_chat, tell_alternative
from chat.actions.takeover import take_over
from chat.actions.transfer import transfer_chat
from chat.actions.visits import visitor_returned
from chat.actions.warn import warn_visitor
from chat.actions.whisper import whisper

__all__ = [
    "Opened",
    "accept_chat",
    "block_visitor",
    "close_chat",
    "decline_offer",
    "drop_unsaid_files",
    "erase_chats",
    "erase_person",
    "expire",
    "finish_erasures",
    "keep_alive",
    "keep_file",
    "keep_owed_replies",
    "lift_blocks",
    "look_in",
    "open_chat",
    "rate_chat",
    "route",
    "set_presence",
    "take_back_file",
    "take_over",
    "tell_alternative",
    "too_large",
    "transfer_chat",
    "visitor_returned",
    "warn_visitor",
    "whisper",
]
