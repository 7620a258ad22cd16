"""A RUN body to the simple commands that it runs, with their working directory and environment."""
