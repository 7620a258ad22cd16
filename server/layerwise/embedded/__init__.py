"""Texts that stand inside other texts: places mapped both ways, edits carried out of them. Knows no Dockerfile."""
