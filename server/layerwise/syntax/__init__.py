"""Dockerfile text to a tree with spans. Cannot fail and loses nothing."""
