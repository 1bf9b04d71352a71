"""What one screen or paper of pacts needs, assembled."""
