"""What waits for whom, and which days belong into a calendar: one row a subject that has either."""
