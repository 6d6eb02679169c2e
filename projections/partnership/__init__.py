"""People, teams, keys and meetings: their lists and single views."""
