"""One file per rule: page, check, fix."""
