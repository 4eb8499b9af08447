"""Tests of `sphinx_restaction.sources`."""
