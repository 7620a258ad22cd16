"""The manifest-first split: what is copied too early, and the edits that put it right."""
