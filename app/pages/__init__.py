"""Pieces of HTML that the dashboard and the exported page share."""
