"""Tests of `sphinx_restaction.model`."""
