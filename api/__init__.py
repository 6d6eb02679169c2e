"""HTTP: routes as data, problems, keys, preconditions, paging, and the OpenAPI document written from the routes."""
