"""What people tell the administrators about the program (意见反馈)."""
