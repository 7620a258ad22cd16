"""Files that an install reads, and that the image does not hold when it runs."""
