"""Tables and numbers: from records to frames, from a query to a view, from a view to the rows shown."""
