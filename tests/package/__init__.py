"""Layerwise as it is shipped: built, installed and run where there is no network."""
