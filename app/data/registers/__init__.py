"""Registers of official acts and feeds of news: what each answers, as entries."""
