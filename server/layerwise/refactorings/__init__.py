"""Changes of a Dockerfile that nothing is wrong without, made when someone asks for them."""
