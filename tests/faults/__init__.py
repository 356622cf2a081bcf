"""What happens when the machine fails: killed at any write, no room, a disk that lies."""
