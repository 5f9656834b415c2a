"""What stands where a name stood."""

ERASED_NAME = "Đã xóa theo yêu cầu"
