"""What the commands that stand between a copy and an install read and write, one file per family."""
