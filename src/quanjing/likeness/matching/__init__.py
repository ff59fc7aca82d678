"""What is pure: no database, no clock, no settings."""
