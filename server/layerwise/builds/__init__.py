"""Which build context, target and arguments apply to a Dockerfile, and who says so."""
