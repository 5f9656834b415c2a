"""Sentences about playing installed content and about what the player sends back."""

from __future__ import annotations

from media.h5p.core.codes import Code
from media.h5p.core.sentences.sentence import Sentence

PLAYING = {
    Code.CONTENT_MISSING: Sentence(
        vi="Không tìm thấy bài tương tác «{content}». Đồng chí tải lại trang hoặc chọn bài khác.",
        en="There is no interactive content “{content}”. Reload the page or choose another one.",
    ),
    Code.CONTENT_FILE_MISSING: Sentence(
        vi="Nội dung cần tệp «{file}» nhưng gói không có. Đồng chí chèn lại tệp này trong phần mềm soạn.",
        en="The content needs the file “{file}”, which the package lacks. Insert the file again.",
    ),
    Code.CONTENT_MAY_NOT_CREATE: Sentence(
        vi="Đồng chí chưa được quyền tải bài tương tác lên. Đồng chí liên hệ người quản trị.",
        en="You may not add interactive content. Ask an administrator.",
    ),
    Code.CONTENT_MAY_NOT_DELETE: Sentence(
        vi="Đồng chí chưa được quyền xóa bài này. Đồng chí liên hệ người quản trị.",
        en="You may not delete this content. Ask an administrator.",
    ),
    Code.CONTENT_MAY_NOT_EDIT: Sentence(
        vi="Đồng chí chưa được quyền sửa bài này. Đồng chí liên hệ tác giả hoặc người quản trị.",
        en="You may not edit this content. Ask its author or an administrator.",
    ),
    Code.CONTENT_MAY_NOT_LIST: Sentence(
        vi="Đồng chí chưa được quyền xem danh sách bài tương tác. Đồng chí liên hệ người quản trị.",
        en="You may not list interactive content. Ask an administrator.",
    ),
    Code.CONTENT_MAY_NOT_VIEW: Sentence(
        vi="Đồng chí chưa được mở bài này. Đồng chí vào khóa học có bài rồi mở từ đó.",
        en="You may not open this content. Enter the course that holds it and open it there.",
    ),
    Code.STATE_MAY_NOT_DELETE: Sentence(
        vi="Đồng chí không xóa được phần đang làm của người khác. Đồng chí mở phần của chính mình.",
        en="You may not delete another person's saved state. Open your own.",
    ),
    Code.STATE_MAY_NOT_EDIT: Sentence(
        vi="Phần đang làm chưa lưu được vì đồng chí chưa đăng nhập hoặc đã ra khỏi khóa học. "
        "Đồng chí đăng nhập lại.",
        en="Your progress was not saved: you are signed out or not enrolled. Sign in again.",
    ),
    Code.STATE_MAY_NOT_VIEW: Sentence(
        vi="Đồng chí không xem được phần đang làm của người khác. Đồng chí mở phần của chính mình.",
        en="You may not see another person's saved state. Open your own.",
    ),
    Code.USER_DATA_MALFORMED: Sentence(
        vi="Phần đang làm gửi về không đúng dạng ({reason}) nên chưa lưu. Đồng chí tải lại trang rồi làm.",
        en="The saved state was malformed ({reason}) and was not kept. Reload the page and go on.",
    ),
    Code.USER_DATA_TOO_LARGE: Sentence(
        vi="Phần đang làm nặng {size} byte, quá mức {limit} byte nên chưa lưu. "
        "Đồng chí báo tác giả chia bài nhỏ hơn.",
        en="The saved state is {size} bytes, over the limit of {limit}; not kept. Tell the author.",
    ),
    Code.STATEMENT_MALFORMED: Sentence(
        vi="Kết quả gửi về không đúng dạng ở «{place}» ({reason}) nên chưa ghi. Đồng chí tải lại trang.",
        en="The result sent is malformed at “{place}” ({reason}) and was not recorded. Reload the page.",
    ),
    Code.STATEMENT_TOO_LARGE: Sentence(
        vi="Kết quả gửi về nặng {size} byte, quá mức {limit} byte nên chưa ghi. Đồng chí báo tác giả bài.",
        en="The result sent is {size} bytes, over the limit of {limit}; not recorded. Tell the author.",
    ),
    Code.STATEMENT_VERB_UNKNOWN: Sentence(
        vi="Bài gửi về hoạt động lạ «{verb}» nên không ghi. Đồng chí báo tác giả bài.",
        en="The content sent an unknown verb “{verb}”; not recorded. Tell the author.",
    ),
}
