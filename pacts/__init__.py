"""What was promised: pacts, clauses, targets, signatures, and the paper engine."""
