"""Reading alone: what the cases show is not clouded by what comparing finds."""

extensions = ["sphinx_restaction"]
restaction_checks = "off"
