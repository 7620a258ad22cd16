"""Ignore files: what is found in them, one file for each rule."""
