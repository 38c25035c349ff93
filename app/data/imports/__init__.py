"""Timelines that people have in other forms, read into drafts of our records."""
