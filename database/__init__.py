"""PostgreSQL plumbing: pool, migrations, named queries and the embedded server. It knows no domain words."""
