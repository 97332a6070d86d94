"""What in the audit log is out of the ordinary (异常提醒), and who is told of it."""
