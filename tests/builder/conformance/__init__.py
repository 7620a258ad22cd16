"""The cache model judged by the builder: cases of a Dockerfile, a context and an edit."""
