"""The command ``restaction``: a file for each subcommand, and one for each output format."""
