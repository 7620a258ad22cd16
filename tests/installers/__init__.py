"""Our facts about package managers, held against the real ones: what they open, and what they install."""
