"""A crawl: one word nobody else would write in every field, then every page as everybody."""
