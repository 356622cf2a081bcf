"""Tests of the registry, in the same tree as its code."""
