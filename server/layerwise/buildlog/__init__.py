"""Build logs as values: which steps a builder took, read from its own words; knows no Dockerfile and no disk."""
