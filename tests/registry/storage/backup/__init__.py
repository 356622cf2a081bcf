"""Tests of parcels, manifests and copies."""
