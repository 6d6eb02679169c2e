"""The Improvement Kata: from a current condition towards the north star, one obstacle and one experiment at a time."""
