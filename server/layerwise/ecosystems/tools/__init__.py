"""Tools by their names, and downloads."""
