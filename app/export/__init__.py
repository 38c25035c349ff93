"""A view -> bytes."""
