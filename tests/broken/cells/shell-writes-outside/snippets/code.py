"""No section, only a package."""
