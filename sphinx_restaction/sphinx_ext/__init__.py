"""The only code that knows Sphinx."""
