"""Each person's notifications: what they may still see of them, their choices, their mails."""
