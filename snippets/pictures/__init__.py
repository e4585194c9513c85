"""Pictures as plain data: what a picture shows is worked out here, and a pen draws it."""
