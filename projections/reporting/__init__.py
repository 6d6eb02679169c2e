"""What auditors ask for: lines of reports, kept as events come in, and the reports made of them."""
