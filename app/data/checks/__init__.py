"""Curation rules: each a generator of findings over a dataset whose records have the right shape.

The docstring of a rule is the rule; its name, with hyphens, is what an exception in the data refers to.
"""
