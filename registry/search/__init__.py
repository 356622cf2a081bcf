"""The shortlist: told facts compared with told facts, in words. People compare; people decide."""
