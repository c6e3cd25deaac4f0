"""Passwords of tests, hashed as in the program, but in no time: it takes long on purpose."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    iterations = 1


HASHERS = ["tests.hashing.QuickHasher"]
