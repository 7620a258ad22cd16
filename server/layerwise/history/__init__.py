"""What each commit changed, as a value."""
