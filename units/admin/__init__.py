"""The organisation and its accounts in Django admin."""
