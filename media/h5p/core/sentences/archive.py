"""Sentences about the archive itself: its names, sizes and bytes."""

from __future__ import annotations

from media.h5p.core.codes import Code
from media.h5p.core.sentences.sentence import Sentence

ARCHIVE = {
    Code.MISSING_H5P_EXTENSION: Sentence(
        vi="Tệp «{place}» không có đuôi .h5p. Đồng chí chọn đúng tệp đã xuất từ Lumi hoặc Moodle.",
        en="“{place}” does not end in .h5p. Choose the file that Lumi or Moodle exported.",
    ),
    Code.UNABLE_TO_UNZIP: Sentence(
        vi="Không mở được tệp vì đây không phải gói nén hoặc gói đã bị đứt đoạn. "
        "Đồng chí xuất lại gói rồi tải lên lần nữa.",
        en="The file cannot be opened: it is not a zip archive, or it was cut short. Export it again.",
    ),
    Code.CORRUPT_FILE: Sentence(
        vi="Tệp «{place}» trong gói đã hỏng, không đọc được đến hết. Đồng chí xuất lại gói rồi tải lên.",
        en="“{place}” in the package is damaged and cannot be read to its end. Export the package again.",
    ),
    Code.UNABLE_TO_READ_FILE: Sentence(
        vi="Tệp «{place}» được nén theo cách không hỗ trợ ({reason}). "
        "Đồng chí xuất lại gói bằng Lumi hoặc nén lại theo kiểu zip thông thường.",
        en="“{place}” is stored in a way that is not supported ({reason}). Export again, or zip it plainly.",
    ),
    Code.FILE_TOO_LARGE: Sentence(
        vi="Tệp «{place}» nặng {size} MB, quá mức {limit} MB. Đồng chí giảm cỡ ảnh, phim rồi xuất lại; "
        "phim dài nên tải lên mục Phim.",
        en="“{place}” is {size} MB, over the limit of {limit} MB. Make the picture or film smaller.",
    ),
    Code.TOTAL_TOO_LARGE: Sentence(
        vi="Cả gói khi mở ra nặng {size} MB, quá mức {limit} MB. Đồng chí giảm cỡ ảnh, phim hoặc chia thành "
        "nhiều gói.",
        en="Unpacked, the package is {size} MB, over the limit of {limit} MB. Use smaller media or split it.",
    ),
    Code.KIND_NOT_ALLOWED: Sentence(
        vi="Không nhận tệp «{place}» vì loại «{kind}» không được dùng ở đây. "
        "Đồng chí bỏ tệp này hoặc thay bằng ảnh PNG, JPG, âm thanh MP3, phim MP4.",
        en="“{place}” is not accepted: files of kind “{kind}” are not allowed here. Remove or replace it.",
    ),
    Code.MALWARE_FOUND: Sentence(
        vi="Tệp «{place}» có mã độc ({threat}) nên cả gói bị từ chối. "
        "Đồng chí quét vi-rút máy đã tạo gói và báo người quản trị.",
        en="“{place}” contains malware ({threat}); the package is refused. Scan the machine it was made on.",
    ),
    Code.UNSAFE_PATH: Sentence(
        vi="Tên tệp «{place}» không an toàn ({reason}). Gói này không do phần mềm H5P tạo ra đúng cách; "
        "đồng chí xuất lại từ phần mềm soạn.",
        en="The file name “{place}” is unsafe ({reason}). Export the package again from the authoring tool.",
    ),
    Code.TOO_MANY_FILES: Sentence(
        vi="Gói có quá nhiều tệp (mức cho phép là {limit}). Đồng chí chia nội dung thành nhiều gói.",
        en="The package holds too many files (the limit is {limit}). Split the content.",
    ),
    Code.COMPRESSION_BOMB: Sentence(
        vi="Tệp «{place}» nén bất thường ({reason}), có thể làm đầy máy chủ, nên cả gói bị từ chối. "
        "Đồng chí hỏi lại người gửi gói.",
        en="“{place}” is compressed in an abnormal way ({reason}) and could fill the server; refused.",
    ),
    Code.ENCRYPTED_ENTRY: Sentence(
        vi="Tệp «{place}» bị khóa bằng mật khẩu. Đồng chí bỏ mật khẩu rồi xuất lại gói.",
        en="“{place}” is locked with a password. Remove the password and export again.",
    ),
    Code.DUPLICATE_ENTRY: Sentence(
        vi="Hai tệp trong gói trùng tên: «{place}» và «{other}» (chữ hoa, chữ thường coi là một). "
        "Đồng chí đổi tên một tệp rồi xuất lại.",
        en="Two files in the package share a name: “{place}” and “{other}” (case ignored). Rename one.",
    ),
    Code.DUPLICATE_ENTRY_SAME: Sentence(
        vi="Tệp «{place}» có mặt hai lần trong gói với nội dung giống hệt; chỉ giữ một bản. "
        "Đồng chí không phải làm gì.",
        en="“{place}” is in the package twice with the same content; one copy is kept. Nothing to do.",
    ),
    Code.FILE_KIND_MISMATCH: Sentence(
        vi="Tệp «{place}» mang đuôi «{kind}» nhưng bên trong là {actual}. "
        "Đồng chí thay bằng tệp đúng loại rồi xuất lại.",
        en="“{place}” is named as “{kind}” but holds {actual}. Replace it with a file of the right kind.",
    ),
    Code.ACTIVE_SVG: Sentence(
        vi="Hình «{place}» có chứa mã chạy ({reason}) nên không được nhận. "
        "Đồng chí báo người làm thư viện hoặc dùng bản thư viện khác.",
        en="The drawing “{place}” contains active code ({reason}) and is not accepted. Use another release.",
    ),
    Code.MORE_FINDINGS: Sentence(
        vi="Còn {count} điều tương tự chưa liệt kê. Đồng chí sửa các điều ở trên rồi kiểm tra lại.",
        en="{count} more like these are not listed. Mend those above and check again.",
    ),
}
