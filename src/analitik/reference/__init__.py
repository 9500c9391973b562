"""What the world is called: units, provinces, issues, strategies and indices. An office replaces these files with its own."""
