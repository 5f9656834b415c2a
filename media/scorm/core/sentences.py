"""The sentence of every code, in Vietnamese for lecturers and in English for developers."""

from collections.abc import Mapping
from types import MappingProxyType

from media.h5p.core.sentences import Phrase, Sentence
from media.scorm.core.codes import Code

_ARCHIVE = {
    Code.UNABLE_TO_UNZIP: Sentence(
        vi="Không mở được tệp vì đây không phải gói nén hoặc gói đã bị đứt đoạn. "
        "Đồng chí xuất lại gói SCORM (tệp .zip) rồi tải lên lần nữa.",
        en="The file cannot be opened: it is not a zip archive, or it was cut short. Export it again.",
    ),
    Code.CORRUPT_FILE: Sentence(
        vi="Tệp «{place}» trong gói đã hỏng, không đọc được đến hết. Đồng chí xuất lại gói rồi tải lên.",
        en="“{place}” in the package is damaged and cannot be read to its end. Export the package again.",
    ),
    Code.UNABLE_TO_READ_FILE: Sentence(
        vi="Tệp «{place}» được nén theo cách không hỗ trợ ({reason}). "
        "Đồng chí nén lại theo kiểu zip thông thường.",
        en="“{place}” is stored in a way that is not supported ({reason}). Zip it plainly.",
    ),
    Code.FILE_TOO_LARGE: Sentence(
        vi="Tệp «{place}» nặng {size} MB, quá mức {limit} MB. Đồng chí giảm cỡ phim, ảnh rồi xuất lại; "
        "phim dài nên tải lên mục Phim.",
        en="“{place}” is {size} MB, over the limit of {limit} MB. Make the film or picture smaller.",
    ),
    Code.TOTAL_TOO_LARGE: Sentence(
        vi="Cả gói khi mở ra nặng {size} MB, quá mức {limit} MB. Đồng chí giảm cỡ phim, ảnh hoặc chia thành "
        "nhiều gói.",
        en="Unpacked, the package is {size} MB, over the limit of {limit} MB. Use smaller media or split it.",
    ),
    Code.UNSAFE_PATH: Sentence(
        vi="Tên tệp «{place}» không an toàn ({reason}). Đồng chí xuất lại gói từ phần mềm soạn.",
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
    Code.MORE_FINDINGS: Sentence(
        vi="Còn {count} điều tương tự chưa liệt kê. Đồng chí sửa các điều ở trên rồi kiểm tra lại.",
        en="{count} more like these are not listed. Mend those above and check again.",
    ),
}

_MANIFEST = {
    Code.NO_MANIFEST: Sentence(
        vi="Gói không có tệp imsmanifest.xml nên không phải gói SCORM. "
        "Khi xuất từ phần mềm soạn, đồng chí chọn «SCORM 1.2» hoặc «SCORM 2004».",
        en="The package holds no imsmanifest.xml, so it is no SCORM package. Export as SCORM 1.2 or 2004.",
    ),
    Code.ANOTHER_FORMAT: Sentence(
        vi="Gói này thuộc dạng {format}, ở đây chưa phát được. Đồng chí xuất lại dưới dạng SCORM 1.2 "
        "hoặc SCORM 2004.",
        en="This package is {format}, which is not played here. Export it again as SCORM 1.2 or 2004.",
    ),
    Code.SEVERAL_MANIFESTS: Sentence(
        vi="Gói có nhiều tệp imsmanifest.xml ({place} và {other}) nên không biết bắt đầu từ đâu. "
        "Đồng chí tải từng gói lên riêng.",
        en="There are several manifests ({place} and {other}), so where to begin is unclear. Upload "
        "each alone.",
    ),
    Code.MANIFEST_IN_FOLDER: Sentence(
        vi="imsmanifest.xml nằm trong thư mục «{place}» thay vì ở ngoài cùng; chúng tôi bắt đầu từ "
        "thư mục đó. "
        "Đồng chí không phải làm gì.",
        en="imsmanifest.xml lies in the folder “{place}” and not at the top; that folder is used. "
        "Nothing to do.",
    ),
    Code.MANIFEST_TOO_LARGE: Sentence(
        vi="imsmanifest.xml nặng {size} MB, quá mức {limit} MB. Đồng chí chia nội dung thành nhiều gói.",
        en="imsmanifest.xml is {size} MB, over the limit of {limit} MB. Split the content.",
    ),
    Code.XML_BROKEN: Sentence(
        vi="Không đọc được «{place}» vì XML bị lỗi ở dòng {line}. Đồng chí xuất lại gói từ phần mềm soạn.",
        en="“{place}” cannot be read: its XML is broken in line {line}. Export the package again.",
    ),
    Code.XML_ENTITIES: Sentence(
        vi="«{place}» khai báo kiểu tài liệu hoặc thực thể (DOCTYPE), có thể gây hại nên bị từ chối. "
        "Đồng chí bỏ phần đó hoặc xuất lại gói.",
        en="“{place}” declares a document type or entities, which can do harm; refused. Remove the DOCTYPE.",
    ),
    Code.XML_TOO_MUCH: Sentence(
        vi="«{place}» có quá nhiều phần tử hoặc lồng quá sâu. Đồng chí chia nội dung thành nhiều gói.",
        en="“{place}” holds too many elements, or nests them too deep. Split the content.",
    ),
    Code.NOT_A_MANIFEST: Sentence(
        vi="«{place}» không phải bản kê của gói SCORM (phần tử gốc là «{found}»). "
        "Đồng chí xuất lại gói từ phần mềm soạn.",
        en="“{place}” is no SCORM manifest: its root is “{found}”. Export the package again.",
    ),
    Code.VERSION_UNKNOWN: Sentence(
        vi="Gói ghi phiên bản «{version}», ở đây chỉ phát SCORM 1.2 và SCORM 2004. "
        "Đồng chí xuất lại theo một trong hai phiên bản đó.",
        en="The package says version “{version}”; only SCORM 1.2 and 2004 are played. Export it as "
        "one of them.",
    ),
    Code.VERSION_GUESSED: Sentence(
        vi="Gói không ghi phiên bản SCORM; chúng tôi coi là SCORM {version}. "
        "Đồng chí chạy thử trước khi đưa vào bài.",
        en="The package does not say its SCORM version; {version} is assumed. Try it before using it.",
    ),
    Code.EDITION: Sentence(
        vi="Gói theo SCORM 2004, {edition}. Đồng chí không phải làm gì.",
        en="The package follows SCORM 2004, {edition}. Nothing to do.",
    ),
    Code.SUB_MANIFEST: Sentence(
        vi="Gói chứa một bản kê khác lồng bên trong («{found}»), ở đây chưa hỗ trợ. "
        "Đồng chí xuất từng phần thành gói riêng.",
        en="The package nests another manifest (“{found}”), which is not supported. Export each part alone.",
    ),
}

_LIST = {
    Code.NO_SCO: Sentence(
        vi="Gói không có phần nào chạy được theo SCORM (SCO). Đồng chí kiểm tra lại cách xuất gói.",
        en="No part of the package can be run as SCORM (a SCO). Check how it was exported.",
    ),
    Code.TOO_MANY_SCOS: Sentence(
        vi="Gói có {count} phần, quá mức {limit}. Đồng chí chia thành nhiều gói.",
        en="The package has {count} parts, over the limit of {limit}. Split it.",
    ),
    Code.SEVERAL_ORGANISATIONS: Sentence(
        vi="Gói có nhiều cách sắp xếp nội dung; chúng tôi dùng «{title}». Đồng chí chạy thử trước khi "
        "đưa vào bài.",
        en="The package orders its content in several ways; “{title}” is used. Try it before using it.",
    ),
    Code.NO_ORGANISATION: Sentence(
        vi="Bản kê không sắp xếp nội dung; các phần được xếp theo thứ tự trong tệp. "
        "Đồng chí chạy thử trước khi đưa vào bài.",
        en="The manifest orders nothing; parts follow each other as they are listed. Try it before using it.",
    ),
    Code.RESOURCE_MISSING: Sentence(
        vi="Mục «{title}» trỏ đến phần «{found}» không có trong bản kê. Đồng chí xuất lại gói.",
        en="“{title}” refers to the resource “{found}”, which the manifest does not list. Export again.",
    ),
    Code.SAME_IDENTIFIER: Sentence(
        vi="Hai phần cùng mang mã «{found}» nên kết quả sẽ lẫn vào nhau. Đồng chí xuất lại gói.",
        en="Two parts share the identifier “{found}”, so their results would mix. Export again.",
    ),
    Code.LAUNCH_MISSING: Sentence(
        vi="Phần «{title}» mở tệp «{place}» nhưng trong gói không có tệp này. Đồng chí xuất lại gói.",
        en="“{title}” opens “{place}”, which is not in the package. Export it again.",
    ),
    Code.LAUNCH_CASE: Sentence(
        vi="Phần «{title}» mở «{place}» nhưng tệp trong gói tên là «{found}»; chúng tôi dùng tệp này. "
        "Đồng chí chạy thử vì các tệp khác có thể cũng lệch chữ hoa, chữ thường.",
        en="“{title}” opens “{place}” but the file is named “{found}”, which is used. Other names may "
        "differ too.",
    ),
    Code.LAUNCH_EXTERNAL: Sentence(
        vi="Phần «{title}» mở địa chỉ bên ngoài «{place}». Nội dung phải nằm trong gói; đồng chí xuất "
        "lại gói "
        "kèm đủ tệp.",
        en="“{title}” opens the outside address “{place}”. Content must lie in the package; export it whole.",
    ),
    Code.LAUNCH_UNSAFE: Sentence(
        vi="Phần «{title}» mở địa chỉ «{place}» đi ra ngoài gói. Đồng chí xuất lại gói từ phần mềm soạn.",
        en="“{title}” opens “{place}”, which leaves the package. Export it again from the authoring tool.",
    ),
    Code.LAUNCH_NOT_A_PAGE: Sentence(
        vi="Phần «{title}» mở tệp «{place}» không phải trang web nên không báo kết quả được. "
        "Đồng chí xuất lại dưới dạng HTML5.",
        en="“{title}” opens “{place}”, which is no web page and cannot report results. Export as HTML5.",
    ),
    Code.FILE_LISTED_MISSING: Sentence(
        vi="Bản kê ghi tệp «{place}» nhưng trong gói không có. Đồng chí chạy thử xem có thiếu ảnh, "
        "phim không.",
        en="The manifest lists “{place}”, which is not in the package. Try it: something may be missing.",
    ),
    Code.PREREQUISITES_NOT_KEPT: Sentence(
        vi="Mục «{title}» đặt điều kiện mở «{found}» chưa hỗ trợ; người học mở được mục này bất cứ lúc nào. "
        "Đồng chí cân nhắc trước khi dùng.",
        en="“{title}” asks for “{found}” first, in a way not supported: it can be opened at any time.",
    ),
    Code.NUMBER_NOT_UNDERSTOOD: Sentence(
        vi="Mục «{title}» ghi «{found}» ở chỗ phải là số hoặc thời gian; giá trị này bị bỏ qua. "
        "Đồng chí kiểm tra điểm đạt của phần này.",
        en="“{title}” says “{found}” where a number or a time belongs; it is left out. Check the pass mark.",
    ),
    Code.PAGES_IN_FRAMES: Sentence(
        vi="Trang «{place}» chứa trang khác trong khung. Khung được cách ly: trang bên trong lưu và "
        "đọc được kết quả, nhưng không gọi được mọi việc ở trang ngoài. Đồng chí chạy thử trọn vẹn, cả "
        "việc dừng rồi học tiếp, trước khi đưa vào bài.",
        en="“{place}” shows other pages in frames. Frames are kept apart here: the inner page can keep "
        "and read results, but not have all that it asks of the outer one. Play it through, with stopping "
        "and going on, before using it.",
    ),
}

_BESIDE = {
    Code.PARTS_CHANGED: Sentence(
        vi="Bản này không còn phần «{found}» của bản trước; chỗ đang học dở ở phần đó sẽ không dùng "
        "được nữa. "
        "Đồng chí cân nhắc trước khi thay.",
        en="This version lacks the part “{found}” of the one before; places kept there are lost.",
    ),
}

_SEQUENCING = {
    Code.SEQUENCING_RULES: Sentence(
        vi="Mục «{title}» có luật điều hướng ({found}). Ở đây chỉ hỗ trợ đi tới, đi lui và chọn phần; "
        "đồng chí "
        "xuất lại gói không kèm luật điều hướng.",
        en="“{title}” has sequencing rules ({found}). Only next, previous and choice are supported; export "
        "without rules.",
    ),
    Code.SEQUENCING_ROLLUP: Sentence(
        vi="Mục «{title}» tính kết quả chung theo luật riêng ({found}). Ở đây cả gói hoàn thành khi mọi phần "
        "hoàn thành; đồng chí xuất lại gói không kèm luật này.",
        en="“{title}” rolls results up by rules of its own ({found}). Here a package is complete when "
        "all its "
        "parts are; export without them.",
    ),
    Code.SEQUENCING_OBJECTIVES: Sentence(
        vi="Mục «{title}» dùng chung mục tiêu giữa các phần ({found}), ở đây chưa hỗ trợ. "
        "Đồng chí xuất lại gói không kèm bảng mục tiêu.",
        en="“{title}” shares objectives between parts ({found}), which is not supported. Export "
        "without maps.",
    ),
    Code.SEQUENCING_LIMITS: Sentence(
        vi="Mục «{title}» giới hạn số lần hoặc thời gian học ({found}), ở đây chưa hỗ trợ. "
        "Đồng chí bỏ giới hạn rồi xuất lại.",
        en="“{title}” limits attempts or time ({found}), which is not supported. Remove the limit.",
    ),
    Code.SEQUENCING_RANDOM: Sentence(
        vi="Mục «{title}» chọn hoặc xáo các phần ngẫu nhiên ({found}), ở đây chưa hỗ trợ. "
        "Đồng chí bỏ cách chọn đó rồi xuất lại.",
        en="“{title}” selects or shuffles parts ({found}), which is not supported. Remove that.",
    ),
    Code.SEQUENCING_WITHOUT_EFFECT: Sentence(
        vi="Mục «{title}» kèm luật {found}; gói chỉ có một phần nên luật này không ảnh hưởng. "
        "Đồng chí không phải làm gì.",
        en="“{title}” carries {found}; with a single part it has no effect. Nothing to do.",
    ),
}

SENTENCES: Mapping[Code, Sentence] = MappingProxyType(
    {**_ARCHIVE, **_MANIFEST, **_LIST, **_BESIDE, **_SEQUENCING}
)

__all__ = ["SENTENCES", "Phrase", "Sentence"]
