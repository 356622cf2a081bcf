"""Tests of the shortlist's pure half."""
