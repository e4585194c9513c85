"""Pictures as plain data: what they show is worked out here, and a pen draws it."""
