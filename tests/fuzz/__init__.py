"""Bad input: whatever the files hold and whatever they are, the command says so in an orderly way."""
