"""The H5P format: names, versions, manifests, and the JSON and paths they are made of."""
