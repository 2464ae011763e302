"""The pages: a thin face over the packages below, for staff and for the public."""
