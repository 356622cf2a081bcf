"""The people of the desk: invited, verified, in their roles."""
