"""Where the documentation is read."""

ADDRESS = "https://github.com/layerwise/layerwise/blob/main/docs/{page}.md"
"""The address of a page; those in docs/rules/ are made from the rules themselves."""
