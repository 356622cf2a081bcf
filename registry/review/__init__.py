"""The side-by-side review: two people, blind, in two orders."""
