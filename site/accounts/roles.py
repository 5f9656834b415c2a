"""Roles in the authoring site, by the names that its groups bear on the screen."""

LECTURERS = "Giảng viên"
REVIEWERS = "Người duyệt"
ORGANISERS = "Cán bộ tổ chức"
HOSTS = "Người chủ trì sinh hoạt điểm"
MARKERS = "Người chấm bài"
AUDITORS = "Người kiểm tra"
ADMINISTRATORS = "Người quản trị một phần cây tổ chức"

GROUPS = {
    "lecturer": LECTURERS,
    "reviewer": REVIEWERS,
    "organiser": ORGANISERS,
    "host": HOSTS,
    "marker": MARKERS,
    "auditor": AUDITORS,
    "administrator": ADMINISTRATORS,
}
"""The group of each role that is granted."""
