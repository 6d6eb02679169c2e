"""Looking through the ledger: by what its entries are about, who acted, when, and by their words."""
