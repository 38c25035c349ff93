"""Frame -> figure, without Dash and without files."""
