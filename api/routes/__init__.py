"""The routes, one table a concept."""
