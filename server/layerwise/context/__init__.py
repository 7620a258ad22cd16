"""The build context as a value: paths, kinds, texts on demand, and what .dockerignore keeps out."""
