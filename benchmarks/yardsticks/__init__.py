"""What the machine itself can do, and what others make of it; measured in the same run as we are."""
