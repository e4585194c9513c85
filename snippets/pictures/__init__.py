"""Pictures as plain data: what one shows is worked out here, and a pen draws it."""
