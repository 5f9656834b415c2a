"""Sentences about h5p.json, the content folder and the parameters."""

from __future__ import annotations

from media.h5p.core.codes import Code
from media.h5p.core.sentences.sentence import Sentence

CONTENT = {
    Code.INVALID_H5P_JSON_FILE: Sentence(
        vi="Gói thiếu tệp h5p.json hợp lệ nên không phải gói H5P. Đồng chí xuất lại từ phần mềm soạn.",
        en="The package has no valid h5p.json, so it is not an H5P package. Export it again.",
    ),
    Code.INVALID_H5P_JSON: Sentence(
        vi="Tệp h5p.json không đúng quy định ở mục «{field}»: {reason}. Đồng chí xuất lại từ phần mềm soạn.",
        en="h5p.json breaks the format at “{field}”: {reason}. Export the package again.",
    ),
    Code.INVALID_CONTENT_FOLDER: Sentence(
        vi="Gói không có nội dung (thiếu tệp content/content.json). "
        "Đồng chí xuất lại cả bài, không chỉ xuất thư viện.",
        en="The package has no content (content/content.json is missing). Export the whole content.",
    ),
    Code.UNABLE_TO_PARSE: Sentence(
        vi="Tệp «{place}» viết sai cú pháp JSON: {reason}. Đồng chí xuất lại gói; không nên sửa tay tệp này.",
        en="“{place}” is not valid JSON: {reason}. Export the package again instead of editing it by hand.",
    ),
    Code.MISSING_MAIN_LIBRARY: Sentence(
        vi="Gói không kèm thư viện chính {library} và hệ thống cũng chưa có. "
        "Đồng chí xuất lại kèm thư viện, hoặc nhờ người quản trị cài thư viện này.",
        en="The main library {library} is neither in the package nor installed. Export with libraries, or "
        "ask an administrator to install it.",
    ),
    Code.INVALID_CONTENT_JSON: Sentence(
        vi="Nội dung bài trong «{place}» không dùng được: {reason}. Đồng chí mở bài trong phần mềm soạn, "
        "lưu và xuất lại.",
        en="The content in “{place}” cannot be used: {reason}. Open, save and export it again.",
    ),
    Code.DOUBTFUL_METADATA: Sentence(
        vi="Thông tin «{field}» của gói ghi chưa đúng: {reason}. Bài vẫn dùng được; "
        "đồng chí nên sửa lại phần tác giả, giấy phép.",
        en="The package's “{field}” is not well formed: {reason}. It still plays; better to correct it.",
    ),
    Code.NO_LIBRARY_IN_PACKAGE: Sentence(
        vi="Gói không có thư viện nào để cài. Đồng chí chọn gói khác.",
        en="The package holds no library to install. Choose another package.",
    ),
    Code.LIBRARY_NOT_DECLARED: Sentence(
        vi="Nội dung dùng thư viện {library} nhưng h5p.json không khai; hệ thống đã tự bổ sung. "
        "Đồng chí không phải làm gì.",
        en="The content uses {library}, which h5p.json does not declare; it was added. Nothing to do.",
    ),
    Code.EXTERNAL_ADDRESS: Sentence(
        vi="Nội dung trỏ ra ngoài ({address}); địa chỉ này bị chặn khi học. "
        "Đồng chí tải phim, ảnh đó lên hệ thống rồi thay vào.",
        en="The content points outside ({address}), which is blocked while learning. Upload it instead.",
    ),
    Code.NOT_ACCORDING_TO_REGEXP: Sentence(
        vi="Chữ ở «{place}» không đúng mẫu mà loại bài yêu cầu. Đồng chí sửa lại trong phần mềm soạn.",
        en="The text at “{place}” does not fit the pattern the content type asks for. Correct it.",
    ),
    Code.UNKNOWN_FIELD_TYPE: Sentence(
        vi="Thư viện dùng kiểu dữ liệu lạ «{type}» ở «{place}»; phần này bị bỏ khi học. "
        "Đồng chí thử bản mới của loại bài.",
        en="The library uses an unknown field type “{type}” at “{place}”; that part is left out.",
    ),
    Code.ILLEGAL_LIBRARY_OPTION: Sentence(
        vi="Phần «{place}» dùng {library}, nhưng ở đây chỉ nhận: {allowed}. Phần này sẽ không hiện khi học; "
        "đồng chí mở bài trong phần mềm soạn mới, lưu và xuất lại.",
        en="“{place}” uses {library}, but only these may stand here: {allowed}. It will not be shown.",
    ),
    Code.WRONG_TYPE: Sentence(
        vi="Dữ liệu ở «{place}» không đúng kiểu (cần {expected}). "
        "Đồng chí mở bài trong phần mềm soạn, kiểm tra mục này rồi lưu lại.",
        en="The data at “{place}” is of the wrong type ({expected} expected). Check and save it again.",
    ),
    Code.UNKNOWN_FIELD: Sentence(
        vi="Mục «{place}» không còn được loại bài này dùng; được giữ trong gói, không đưa vào bài học.",
        en="“{place}” is no longer used by this content type; it is kept, but not given to the player.",
    ),
    Code.OUT_OF_RANGE: Sentence(
        vi="Số {value} ở «{place}» ngoài khoảng cho phép; khi học dùng {used}. Đồng chí nên sửa lại.",
        en="The number {value} at “{place}” is out of range; {used} is used. Better to correct it.",
    ),
    Code.ILLEGAL_OPTION: Sentence(
        vi="Lựa chọn «{value}» ở «{place}» không có trong danh sách; khi học dùng «{used}». "
        "Đồng chí nên chọn lại.",
        en="The choice “{value}” at “{place}” is not in the list; “{used}” is used. Better to choose again.",
    ),
    Code.TEXT_TOO_LONG: Sentence(
        vi="Chữ ở «{place}» dài hơn {limit} ký tự. Đồng chí rút ngắn để khỏi tràn khung.",
        en="The text at “{place}” is longer than {limit} characters. Shorten it so that it fits.",
    ),
    Code.LIST_TOO_LONG: Sentence(
        vi="Danh sách ở «{place}» có hơn {limit} mục; các mục sau không hiện khi học. Đồng chí bớt lại.",
        en="The list at “{place}” has more than {limit} items; those after it are not shown. Remove some.",
    ),
    Code.MARKUP_REMOVED: Sentence(
        vi="Đoạn chữ ở «{place}» có mã không an toàn hoặc định dạng không được phép; đã bỏ khi hiển thị. "
        "Đồng chí xem lại bài trước khi dùng.",
        en="The text at “{place}” held unsafe or disallowed markup, left out when shown. Look at the result.",
    ),
    Code.TOO_MUCH_MARKUP: Sentence(
        vi="Đoạn chữ ở «{place}» có quá nhiều thẻ định dạng (mức cho mỗi đoạn là {limit}). "
        "Đồng chí chia thành nhiều đoạn, hoặc dán lại dưới dạng chữ thường.",
        en="The text at “{place}” holds too many tags (the limit for one text is {limit}). Split it.",
    ),
    Code.UNSAFE_FILE_PATH: Sentence(
        vi="Mục «{place}» trỏ tới tệp theo đường dẫn không an toàn ({path}); đã bỏ khi hiển thị. "
        "Đồng chí chèn lại tệp này trong phần mềm soạn.",
        en="“{place}” names a file by an unsafe path ({path}); left out when shown. Insert the file again.",
    ),
    Code.TOO_DEEP: Sentence(
        vi="Phần «{place}» lồng quá sâu (hơn {limit} lớp) nên không hiện khi học. "
        "Đồng chí tách thành nhiều bài.",
        en="“{place}” is nested too deep (over {limit} levels) and is not shown. Split the content.",
    ),
}
