"""Real editors other than VS Code in front of the real server, set up with the very blocks of the page about them."""
