"""What was aimed at and earned: registrations, the law, nominations."""
