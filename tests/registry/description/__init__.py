"""Tests of the facts both sides share."""
