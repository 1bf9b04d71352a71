"""What one screen or paper of awards needs, assembled."""
