"""What is measured against other tools, on the same files and edits, with the same client: `npm run bench`."""
