"""The cache model and the fixes against a real builder: a private daemon, stand-in base images, builds."""
