"""What AWS does and MiniStack does not, as far as this project's stacks depend on it.

One addition a module, each with an `install()`. They work by wrapping functions of the pinned MiniStack version, so that everything
that they create is read back, enforced and deleted by MiniStack's own code. `server.py` installs them and starts the server. What is still
not as on AWS, so that no test may rely on it, stands in docs/testing.md.
"""
