"""A long working day of one server: many edits of many documents, and what is left of them at its end."""
