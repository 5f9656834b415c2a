"""Roles in the authoring site, by the names that its groups bear on the screen."""

LECTURERS = "Giảng viên"
REVIEWERS = "Người duyệt"
