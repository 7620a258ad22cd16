"""How each command is called: its arguments, its help, its examples. Nothing here imports what a command does."""
