"""What lecturers and the School's staff do with interactive content, and with what was said of it."""
