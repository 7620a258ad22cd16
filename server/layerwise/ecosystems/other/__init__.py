"""Other languages."""
