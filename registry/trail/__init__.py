"""The trail: an entry for every change and every look by a person, chained, never altered."""
