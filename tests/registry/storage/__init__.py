"""Tests of what is kept: pictures, files, sealed values."""
