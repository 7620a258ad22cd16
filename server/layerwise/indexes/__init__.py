"""The index of packages: which command fetches it, which installs take theirs from it, and how the two are joined."""
