"""Fixes: what they change, and that they leave everything else as it is."""
