"""Tests of sphinx-restaction."""
