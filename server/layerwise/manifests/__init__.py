"""One reader for each file format; what cannot be read is an answer, not an exception."""
