"""The command ``restaction``."""
