"""Tests of `registry.web`: what every page shares."""
