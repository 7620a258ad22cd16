"""The build-cache model: stages, steps, what each reads and writes, and what reruns it."""
