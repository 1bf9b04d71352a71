"""Argon2id with OWASP's figures: Django's own default makes a deadline day's logins eight times slower."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """19 MiB of memory, two passes, one lane."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


class QuickArgon2id(Argon2PasswordHasher):
    """For tests only: the same algorithm with the least work it allows."""

    algorithm = "argon2_quick"
    memory_cost = 8
    time_cost = 1
    parallelism = 1
