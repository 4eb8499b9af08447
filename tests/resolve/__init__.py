"""Tests of `sphinx_restaction.resolve`."""
