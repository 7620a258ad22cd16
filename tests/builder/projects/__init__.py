"""Small projects as data, one key per line where the made-up package managers read them."""
