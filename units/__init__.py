"""Who: people, accounts, units through time, clusters and blocks, authority, the audit trail."""
