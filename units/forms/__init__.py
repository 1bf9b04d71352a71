"""Text from people becomes values here; what follows from them is for services."""
