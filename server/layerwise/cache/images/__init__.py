"""What well-known images set, as tables: one file for each kind of image."""
