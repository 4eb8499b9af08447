"""Builds that stay in memory, so that an edit needs only what it changes: the worker behind a preview."""
