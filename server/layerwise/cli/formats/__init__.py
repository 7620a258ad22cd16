"""The output formats of `layerwise check`, one file each."""
