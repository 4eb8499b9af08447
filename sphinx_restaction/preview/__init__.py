"""The preview's server: serves what is built, watches what it was built of, and tells browsers what changed."""

#: All addresses of our own lie below it; Sphinx writes no page there.
PREFIX = "/-/restaction/"
