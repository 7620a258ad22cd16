"""The outside world: disk, git and discovery; the only reading of files besides lsp and cli."""
