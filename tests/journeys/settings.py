"""The settings of the desk that journeys visit: the program's, but for how long a login takes."""

from helpdesk.settings import *  # noqa: F403 (all of them are meant)
from tests.hashing import HASHERS

PASSWORD_HASHERS = HASHERS
