"""The policy-shift timeline: sourced events, checked, shaped and drawn."""

__version__ = "0.1.0"
