"""One file per package manager: facts."""
