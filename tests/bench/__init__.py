"""Measurements, each run by hand as a module; nothing here is timed in the tests."""
