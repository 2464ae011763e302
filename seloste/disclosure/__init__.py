"""What goes out (sections 7 and 8): lists of people as files, each with purpose, count, notice and day."""
