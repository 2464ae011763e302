"""The person's rights (section 11): a copy of everything that is held of somebody, and who looked."""
