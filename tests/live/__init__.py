"""What a preview renders of an edit, beside clean builds."""
