"""Hostile inputs: fuzzing by coverage with a kept corpus, and generators of inputs that take long."""
