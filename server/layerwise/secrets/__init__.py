"""Which files of a build context hold secrets, and which layers of an image keep them."""
