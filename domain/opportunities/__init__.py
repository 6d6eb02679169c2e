"""What could be transformed: opportunities, whom they concern, what they are worth and how ready they are."""
