"""Making things through operations, never raw rows."""
