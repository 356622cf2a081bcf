"""The record of a child: told, kept right, and never opened by anybody else."""
