"""The house's front: settings, addresses, base page and design, error pages, command line."""
