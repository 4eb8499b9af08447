"""How many of the findings are true: a sample of them, with what a reader of both sides said of each."""
