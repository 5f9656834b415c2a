"""Sentences about libraries: inside a package, and installed."""

from __future__ import annotations

from media.h5p.core.codes import Code
from media.h5p.core.sentences.sentence import Sentence

LIBRARY = {
    Code.INVALID_LIBRARY_JSON_FILE: Sentence(
        vi="Thư viện «{library}» thiếu tệp library.json đọc được ({reason}). "
        "Đồng chí xuất lại gói hoặc tải bản khác của thư viện.",
        en="The library “{library}” has no readable library.json ({reason}). Export again.",
    ),
    Code.INVALID_LIBRARY_JSON: Sentence(
        vi="Tệp library.json của thư viện «{library}» sai quy định ở mục «{field}»: {reason}. "
        "Đồng chí dùng bản khác của thư viện.",
        en="library.json of “{library}” breaks the format at “{field}”: {reason}. Use another release.",
    ),
    Code.INVALID_LIBRARY_NAME: Sentence(
        vi="Tên thư viện «{library}» không hợp lệ. Đồng chí xuất lại gói từ phần mềm soạn.",
        en="“{library}” is not a valid library name. Export the package again.",
    ),
    Code.LIBRARY_FOLDER_MISMATCH: Sentence(
        vi="Thư mục «{place}» phải mang tên «{expected}» như khai trong library.json. "
        "Đồng chí xuất lại gói từ phần mềm soạn.",
        en="The folder “{place}” must be named “{expected}”, as its library.json says. Export again.",
    ),
    Code.INVALID_SEMANTICS: Sentence(
        vi="Tệp semantics.json của thư viện «{library}» không dùng được: {reason}. "
        "Đồng chí dùng bản khác của thư viện.",
        en="semantics.json of “{library}” cannot be used: {reason}. Use another release of the library.",
    ),
    Code.INVALID_LANGUAGE_FILE: Sentence(
        vi="Tệp ngôn ngữ «{place}» của thư viện «{library}» đặt tên sai (đúng là như vi.json). "
        "Đồng chí dùng bản khác của thư viện.",
        en="The language file “{place}” of “{library}” is misnamed (vi.json is a right one).",
    ),
    Code.INVALID_LANGUAGE_JSON: Sentence(
        vi="Tệp ngôn ngữ «{place}» của thư viện «{library}» viết sai cú pháp: {reason}. "
        "Đồng chí dùng bản khác của thư viện.",
        en="The language file “{place}” of “{library}” cannot be parsed: {reason}. Use another release.",
    ),
    Code.LIBRARY_FILE_MISSING: Sentence(
        vi="Thư viện «{library}» thiếu tệp «{file}». Đồng chí xuất lại gói hoặc dùng bản khác của thư viện.",
        en="The library “{library}” lacks its file “{file}”. Export again or use another release.",
    ),
    Code.API_UNSUPPORTED: Sentence(
        vi="Thư viện «{library}» cần H5P {required}, hệ thống đang có {current}. "
        "Đồng chí dùng bản thư viện cũ hơn hoặc nhờ người quản trị nâng cấp.",
        en="“{library}” needs H5P core {required}; this site has {current}. Use an older release or upgrade.",
    ),
    Code.MISSING_REQUIRED_LIBRARY: Sentence(
        vi="Thiếu thư viện {library} mà {needed_by} cần. Đồng chí xuất lại gói kèm đủ thư viện, "
        "hoặc nhờ người quản trị cài thư viện này trước.",
        en="The library {library}, needed by {needed_by}, is missing. Export with libraries, or install it.",
    ),
    Code.MISSING_LIBRARY_DEPENDENCY: Sentence(
        vi="Thiếu thư viện {library} mà {needed_by} chỉ cần khi soạn bài; bài vẫn học được. "
        "Đồng chí không phải làm gì.",
        en="{library}, which {needed_by} needs only for editing, is missing; the content still plays.",
    ),
    Code.DESCRIPTIONS_TOO_LARGE: Sentence(
        vi="Các tệp mô tả thư viện (library.json, semantics.json) trong gói nặng {size} MB, quá mức "
        "{limit} MB. Đồng chí chia gói thư viện thành nhiều gói.",
        en="The descriptions of the libraries in the package are {size} MB, over the limit of {limit} MB.",
    ),
    Code.DUPLICATE_LIBRARY: Sentence(
        vi="Thư viện {library} nằm ở hai thư mục trong gói: «{place}» và «{other}». "
        "Đồng chí xuất lại gói từ phần mềm soạn.",
        en="The library {library} is in two folders of the package: “{place}” and “{other}”. Export again.",
    ),
    Code.DEPENDENCY_CYCLE: Sentence(
        vi="Các thư viện {cycle} cần lẫn nhau thành vòng; hệ thống vẫn xếp được thứ tự. "
        "Đồng chí không phải làm gì.",
        en="The libraries {cycle} need one another in a circle; an order was found. Nothing to do.",
    ),
    Code.CONTENT_HASH_MISMATCH: Sentence(
        vi="Thư viện {library} trong gói trùng tên và phiên bản với bản đã cài nhưng khác nội dung "
        "(tệp «{file}»). Bản đã cài được giữ nguyên; đồng chí báo người quản trị so hai bản.",
        en="{library} in the package has the name and version of the installed one but different bytes "
        "(“{file}”). The installed one is kept; ask an administrator to compare them.",
    ),
    Code.LIBRARY_MISSING: Sentence(
        vi="Hệ thống chưa có thư viện {library}. Đồng chí nhờ người quản trị cài.",
        en="The library {library} is not installed. Ask an administrator to install it.",
    ),
    Code.INSTALL_MISSING_LIBRARIES: Sentence(
        vi="Chưa mở được bài vì hệ thống thiếu thư viện: {libraries}. Đồng chí nhờ người quản trị cài đủ.",
        en="The content cannot be opened: these libraries are not installed: {libraries}.",
    ),
    Code.LIBRARY_USED: Sentence(
        vi="Không gỡ được thư viện {library} vì {used_by} còn dùng. Đồng chí gỡ những bài đó trước.",
        en="The library {library} cannot be removed: {used_by} still needs it. Remove that first.",
    ),
}
