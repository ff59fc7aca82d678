"""Pages of reports, for those who send and those who review."""
