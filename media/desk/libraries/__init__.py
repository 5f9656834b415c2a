"""Libraries of H5P on the desk: what is installed, who needs it, what can go."""
