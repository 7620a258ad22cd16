"""What can be written at a place: paths, cache folders, stages, rule codes, keys."""
