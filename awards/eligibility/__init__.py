"""What the law says: frozen facts in, a verdict with every finding out. No rows, no requests, no clock."""
