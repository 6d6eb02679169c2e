"""The partnership: its sides, people, teams, scopes, policy, keys and meetings."""
