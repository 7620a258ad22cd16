"""The language server: all that knows pygls and lsprotocol. It decides nothing about Dockerfiles."""
