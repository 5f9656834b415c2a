"""What H5P's own player says to a learner, in Vietnamese and English.

The keys are the player's (core 1.28). It shows more only in its editor and sharing dialogs, which are not
used here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from media.h5p.core.sentences import Language, Sentence

_TEXTS = {
    "fullscreen": Sentence("Toàn màn hình", "Full screen"),
    "disableFullscreen": Sentence("Thoát toàn màn hình", "Leave full screen"),
    "download": Sentence("Tải về", "Download"),
    "copyrights": Sentence("Quyền sử dụng", "Rights"),
    "embed": Sentence("Nhúng", "Embed"),
    "size": Sentence("Cỡ", "Size"),
    "showAdvanced": Sentence("Xem thêm lựa chọn", "More options"),
    "hideAdvanced": Sentence("Ẩn bớt lựa chọn", "Fewer options"),
    "advancedHelp": Sentence(
        "Thêm đoạn mã này để khung tự co giãn:", "Add this script for a frame that fits:"
    ),
    "copyrightInformation": Sentence("Quyền sử dụng", "Rights"),
    "close": Sentence("Đóng", "Close"),
    "title": Sentence("Tên", "Title"),
    "author": Sentence("Tác giả", "Author"),
    "year": Sentence("Năm", "Year"),
    "source": Sentence("Nguồn", "Source"),
    "license": Sentence("Giấy phép", "Licence"),
    "thumbnail": Sentence("Ảnh nhỏ", "Thumbnail"),
    "noCopyrights": Sentence("Bài này không ghi thông tin bản quyền.", "No rights are stated."),
    "reuse": Sentence("Dùng lại", "Reuse"),
    "reuseContent": Sentence("Dùng lại bài này", "Reuse this content"),
    "reuseDescription": Sentence("Dùng lại bài tương tác này.", "Use this content elsewhere."),
    "downloadDescription": Sentence("Tải bài này về thành tệp H5P.", "Download this content as an H5P file."),
    "copyrightsDescription": Sentence("Xem thông tin bản quyền.", "See who holds the rights."),
    "embedDescription": Sentence("Xem mã nhúng.", "See the code for embedding."),
    "h5pDescription": Sentence("Tìm hiểu về H5P.", "Learn about H5P."),
    "contentChanged": Sentence("Bài đã được cập nhật từ lần làm trước.", "This content was updated."),
    "startingOver": Sentence("Đồng chí làm lại từ đầu.", "You start from the beginning."),
    "by": Sentence("của", "by"),
    "showMore": Sentence("Xem thêm", "More"),
    "showLess": Sentence("Thu gọn", "Less"),
    "subLevel": Sentence("Cấp dưới", "Level below"),
    "confirmDialogHeader": Sentence("Xác nhận", "Confirm"),
    "confirmDialogBody": Sentence(
        "Đồng chí có chắc muốn tiếp tục? Việc này không hoàn lại được.",
        "Do you want to go on? This cannot be undone.",
    ),
    "cancelLabel": Sentence("Thôi", "Cancel"),
    "confirmLabel": Sentence("Đồng ý", "Confirm"),
    "licenseU": Sentence("Chưa ghi", "Not stated"),
    "licenseCCBY": Sentence("Ghi công", "Attribution"),
    "licenseCCBYSA": Sentence("Ghi công, chia sẻ tương tự", "Attribution-ShareAlike"),
    "licenseCCBYND": Sentence("Ghi công, không phái sinh", "Attribution-NoDerivatives"),
    "licenseCCBYNC": Sentence("Ghi công, phi thương mại", "Attribution-NonCommercial"),
    "licenseCCBYNCSA": Sentence(
        "Ghi công, phi thương mại, chia sẻ tương tự", "Attribution-NonCommercial-ShareAlike"
    ),
    "licenseCCBYNCND": Sentence(
        "Ghi công, phi thương mại, không phái sinh", "Attribution-NonCommercial-NoDerivatives"
    ),
    "licenseCC40": Sentence("4.0 Quốc tế", "4.0 International"),
    "licenseCC30": Sentence("3.0", "3.0 Unported"),
    "licenseCC25": Sentence("2.5", "2.5 Generic"),
    "licenseCC20": Sentence("2.0", "2.0 Generic"),
    "licenseCC10": Sentence("1.0", "1.0 Generic"),
    "licenseGPL": Sentence("Giấy phép công cộng GNU", "GNU General Public License"),
    "licenseV3": Sentence("Bản 3", "Version 3"),
    "licenseV2": Sentence("Bản 2", "Version 2"),
    "licenseV1": Sentence("Bản 1", "Version 1"),
    "licensePD": Sentence("Thuộc về công chúng", "Public domain"),
    "licenseCC010": Sentence("CC0 1.0, hiến tặng công chúng", "CC0 1.0 public domain dedication"),
    "licensePDM": Sentence("Dấu thuộc về công chúng", "Public domain mark"),
    "licenseC": Sentence("Giữ bản quyền", "Copyright"),
    "contentType": Sentence("Loại bài", "Content type"),
    "licenseExtras": Sentence("Điều kiện thêm", "Further terms"),
    "changes": Sentence("Các lần sửa", "Changes"),
    "contentCopied": Sentence("Đã chép bài.", "The content was copied."),
    "connectionLost": Sentence(
        "Mất kết nối. Kết quả được giữ lại và gửi khi có mạng.",
        "The connection is lost. Results are kept and sent when it is back.",
    ),
    "connectionReestablished": Sentence("Đã có mạng trở lại.", "The connection is back."),
    "resubmitScores": Sentence("Đang gửi kết quả đã giữ.", "Sending the results that were kept."),
    "offlineDialogHeader": Sentence("Mất kết nối tới máy chủ", "The server cannot be reached"),
    "offlineDialogBody": Sentence(
        "Chưa gửi được kết quả của đồng chí. Đồng chí kiểm tra mạng giúp.",
        "Your result could not be sent. Please check your connection.",
    ),
    "offlineDialogRetryMessage": Sentence("Gửi lại sau :num…", "Trying again in :num…"),
    "offlineDialogRetryButtonLabel": Sentence("Gửi lại ngay", "Try now"),
    "offlineSuccessfulSubmit": Sentence("Đã gửi kết quả.", "The results were sent."),
}


def player_texts(language: Language) -> Mapping[str, str]:
    """Text by the player's key, for `H5PIntegration.l10n.H5P`."""
    return MappingProxyType({key: text.in_language(language) for key, text in _TEXTS.items()})
