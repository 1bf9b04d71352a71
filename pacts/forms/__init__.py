"""Text from people turned into values; a service does the rest."""
