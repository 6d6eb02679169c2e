"""The OpenAPI 3.1 document, written from the tables of routes, the registry of refusals and the catalogue of events."""
