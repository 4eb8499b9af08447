"""Configuration of the reference of server actions."""

extensions = ["sphinx_restaction"]

project = "Server actions"
copyright = "sphinx-restaction contributors"
author = "sphinx-restaction contributors"

root_doc = "index"
exclude_patterns = ["_build"]
html_theme = "alabaster"

# The microversions that this reference covers, and the one with which each release ends.
restaction_min_microversion = "2.1"
restaction_max_microversion = "2.79"
restaction_release_microversions = {
    "2.3": "Kilo",
    "2.12": "Liberty",
    "2.25": "Mitaka",
    "2.38": "Newton",
    "2.42": "Ocata",
    "2.53": "Pike",
    "2.60": "Queens",
    "2.65": "Rocky",
    "2.72": "Stein",
    "2.79": "Train",
}
