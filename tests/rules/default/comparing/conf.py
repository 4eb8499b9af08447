"""All rules run."""

extensions = ["sphinx_restaction"]
restaction_checks = "strict"
