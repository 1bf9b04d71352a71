"""What one screen or paper of the organisation needs, assembled."""
