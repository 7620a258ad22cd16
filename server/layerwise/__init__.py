"""Layerwise: finds Docker build steps that rerun for nothing, and reorders the Dockerfile safely."""

__version__ = "0.1.0"
