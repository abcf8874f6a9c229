"""Seeded faults: slips that a contributor can make, each sown alone to see what catches it."""
