"""What people are told (通知): the kinds, the rows, and the one call that tells."""
