"""A network as files that other tools read."""
