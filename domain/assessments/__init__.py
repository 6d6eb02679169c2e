"""Assessments: each scores difficulty and urgency alone, then all see where they differ, and settle (step 5)."""
