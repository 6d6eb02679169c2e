"""The lists of the playbook's subjects: metrics, signals, objectives, definitions, katas and the rest."""
