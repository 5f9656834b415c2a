"""Papers in the many ways in which Hoa and her colleagues type them."""

import pytest

from tests.quizzes.exchange.formats.word.papers import Paper, codes, told

TWO = ["single | Chi bộ họp thường lệ khi nào? | Mỗi quý | *Mỗi tháng | Mỗi năm"]

ONE_QUESTION = {
    "cau dot": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\n**B. Mỗi tháng**\nC. Mỗi năm",
    "cau colon": "Câu 1: Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\n__B__. Mỗi tháng\nC. Mỗi năm",
    "cau hoi bracket": "Câu hỏi 1) Chi bộ họp thường lệ khi nào?\nA) Mỗi quý\n{red|B) Mỗi tháng}\nC) Mỗi năm",
    "number": "1. Chi bộ họp thường lệ khi nào?\na) Mỗi quý\n{yellow|b) Mỗi tháng}\nc) Mỗi năm",
    "bai": "Bài 1: Chi bộ họp thường lệ khi nào?\n(A) Mỗi quý\n*(B) Mỗi tháng\n(C) Mỗi năm",
    "star before": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\n*B. Mỗi tháng\nC. Mỗi năm",
    "star behind letter": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB.* Mỗi tháng\nC. Mỗi năm",
    "star at end": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. Mỗi tháng *\nC. Mỗi năm",
    "word dung": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. Mỗi tháng (đúng)\nC. Mỗi năm",
    "on one line, tabs": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\t__B__. Mỗi tháng\tC. Mỗi năm",
    "on one line, spaces": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý "
    "    **B. Mỗi tháng**    C. Mỗi năm",
    "on one line, one space": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi "
    "quý {red|B. Mỗi tháng} C. Mỗi năm",
    "on two lines": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\t\t**B.** Mỗi tháng\nC. Mỗi năm",
    "all in one paragraph": "Câu 1. Chi bộ họp thường lệ khi nào?⏎A. Mỗi quý⏎**B. Mỗi tháng**⏎C. Mỗi năm",
    "all on one line": "Câu 1. Chi bộ họp thường lệ khi nào? A. Mỗi quý **B. Mỗi tháng** C. Mỗi năm",
    "option A behind the prompt": "Câu 1. Chi bộ họp thường lệ khi nào? A. Mỗi "
    "quý\n**B. Mỗi tháng**\nC. Mỗi năm",
    "own numbers and letters": "#1 Chi bộ họp thường lệ khi nào?\n#A Mỗi quý\n#A **Mỗi tháng**\n#A Mỗi năm",
    "own number that says Câu": "#C Chi bộ họp thường lệ khi nào?\n#a Mỗi "
    "quý\n#a {red|Mỗi tháng}\n#a Mỗi năm",
    "without number": "Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\n**B. Mỗi tháng**\nC. Mỗi năm",
    "prompt in bold": "**Câu 1. Chi bộ họp thường lệ khi nào?**\nA. Mỗi quý\n**B. Mỗi tháng**\nC. Mỗi năm",
    "all labels bold": "Câu 1. Chi bộ họp thường lệ khi nào?\n**A.** Mỗi "
    "quý\n**B. Mỗi tháng**\n**C.** Mỗi năm",
    "answer below": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. Mỗi tháng\nC. Mỗi năm\nĐáp án: B",
    "answer below, no colon": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\n"
    "B. Mỗi tháng\nC. Mỗi năm\nĐáp án B",
    "answer short": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. Mỗi tháng\nC. Mỗi năm\nĐA: b",
    "answer with its text": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. Mỗi "
    "tháng\nC. Mỗi năm\nĐáp án đúng: B. Mỗi "
    "tháng",
    "answer as text": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. "
    "Mỗi tháng\nC. Mỗi năm\nTrả lời: Mỗi tháng",
    "answer in brackets": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\n"
    "B. Mỗi tháng\nC. Mỗi năm\n[Đáp án: B]",
    "answer in the next line": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\n"
    "B. Mỗi tháng\nC. Mỗi năm\nĐáp án:\nB",
    "key, line": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. Mỗi "
    "tháng\nC. Mỗi năm\n--- HẾT ---\nBẢNG ĐÁP "
    "ÁN\n1-B",
    "key, cau": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. Mỗi "
    "tháng\nC. Mỗi năm\nHẾT\nĐÁP ÁN:\nCâu 1: B",
    "key, dotted": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. "
    "Mỗi tháng\nC. Mỗi năm\n\nĐáp án\n1.B",
    "choose in the explanation": (
        "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nB. Mỗi tháng\nC. Mỗi năm\nLời giải\nChọn B."
    ),
    "decomposed letters": "Ca\u0302u 1. Chi bo\u0323\u0302 ho\u0323p "
    "thu\u031bo\u031b\u0300ng le\u0323\u0302 khi na\u0300o?\n"
    "A. Mo\u0302\u0303i quy\u0301\n**B. Mo\u0302\u0303i tha\u0301ng**\nC. Mo\u0302\u0303i na\u0306m",
    "grey of the web": "Câu 1. {grey|Chi bộ họp thường lệ khi nào?}\n{grey|A. Mỗi "
    "quý}\nB. Mỗi tháng (đúng)\n{grey|C. Mỗi "
    "năm}",
    "blue paper": "Câu 1. Chi bộ họp thường lệ khi nào?\n{blue|A. Mỗi "
    "quý}\n{red|B. Mỗi tháng}\n{blue|C. Mỗi năm}",
    "page numbers between": "Câu 1. Chi bộ họp thường lệ khi nào?\nA. Mỗi quý\nTrang "
    "1/4 - Mã đề 101\n**B. Mỗi tháng**\nC. Mỗi "
    "năm",
    "other program": "[<br>]\nCâu 1. Chi bộ họp thường lệ khi nào?\nA. "
    "Mỗi quý\n__B.__ Mỗi tháng\nC. Mỗi năm\n"
    "[<df>]0.5[</df>]",
}


@pytest.mark.parametrize("way", ONE_QUESTION)
def test_the_same_question_is_read_in_every_way_of_typing_it(way: str) -> None:
    reading = Paper().type(ONE_QUESTION[way]).read()
    assert [told(draft) for draft in reading.drafts] == TWO
    assert codes(reading) == []


PAPERS: dict[str, tuple[str, list[str], list[str]]] = {
    "two to eight options": (
        "Câu 1. Hai?\n**A. có**\nB. không\nCâu 2. Tám?\nA. một\nB. hai\nC. ba\nD. bốn\nE. năm\nF. sáu\n"
        "G. bảy\n**H. tám**",
        ["single | Hai? | *có | không", "single | Tám? | một | hai | ba | bốn | năm | sáu | bảy | *tám"],
        [],
    ),
    "several right ones": (
        "Câu 1. Ai dự họp chi ủy?\n**A. Bí thư**\n**B. Phó bí thư**\nC. Quần chúng\nCâu 2. Ai ký?\nA. "
        "Bí thư\nB. Ai cũng được\nĐáp án: A",
        [
            "multiple | Ai dự họp chi ủy? | *Bí thư | *Phó bí thư | Quần chúng",
            "single | Ai ký? | *Bí thư | Ai cũng được",
        ],
        ["word.several_right"],
    ),
    "several by letters": (
        "Câu 1. Ai dự?\nA. Bí thư\nB. Phó\nC. Không ai\nĐáp án: A, B\nCâu 2. Ai vắng?\nA. X\nB. Y\nC. "
        "Z\nĐáp án: A và C\nCâu 3. Ai?\nA. X\nB. Y\nC. Z\nĐáp án: BC",
        [
            "multiple | Ai dự? | *Bí thư | *Phó | Không ai",
            "multiple | Ai vắng? | *X | Y | *Z",
            "multiple | Ai? | X | *Y | *Z",
        ],
        ["word.several_right"] * 3,
    ),
    "C. Mác among the options": (
        "Câu 1. Ai viết?\nA. Ph. Ăngghen\nB. V. I. Lênin\n**C. C. Mác**",
        ["single | Ai viết? | Ph. Ăngghen | V. I. Lênin | *C. Mác"],
        [],
    ),
    "C. Mác in the prompt": (
        "Câu 1. Câu sau là của ai?\nC. Mác hay Lênin\n**A. Mác**\nB. Lênin",
        ["single | <p>Câu sau là của ai?</p><p>C. Mác hay Lênin</p> | *Mác | Lênin"],
        [],
    ),
    "emphasis is kept, marks are not": (
        "Câu 1. Việc nào **không** phải của chi ủy, theo ~~Điều lệ~~?\n**A. Ra nghị quyết**\nB. Thu "
        "đảng phí ~~đủ~~ và **đúng** hạn\nC. H_{2}O và m^{2}",
        [
            "single | Việc nào <b>không</b> phải của chi ủy, theo <i>Điều lệ</i>? | *Ra nghị quyết "
            "| Thu đảng phí <i>đủ</i> và <b>đúng</b> hạn | H<sub>2</sub>O và m<sup>2</sup>"
        ],
        [],
    ),
    "all options bold, one underlined": (
        "Câu 1. X?\n**A. một**\n{both|B. hai}\n**C. ba**\nCâu 2. Y?\n**A. một**\n**B. hai**\nĐáp án: A",
        ["single | X? | một | *hai | ba", "single | Y? | *một | hai"],
        [],
    ),
    "all options bold, no answer": (
        "Câu 1. X?\n**A. một**\n**B. hai**\nCâu 2. Y?\n**A. một**\n__B. hai__",
        ["single | X? | một | hai", "single | Y? | một | *hai"],
        ["word.no_answer", "word.marks_differ"],
    ),
    "no mark at all": (
        "Câu 1. X?\nA. một\nB. hai\nCâu 2. Y?\nA. một\n**B. hai**",
        ["single | X? | một | hai", "single | Y? | một | *hai"],
        ["word.no_answer"],
    ),
    "the key wins over the marks": (
        "Câu 1. X?\n**A. một**\nB. hai\nCâu 2. Y?\nA. một\n**B. hai**\nBẢNG ĐÁP ÁN\n1. B   2. B",
        ["single | X? | một | *hai", "single | Y? | một | *hai"],
        ["word.marks_and_answer_differ"],
    ),
    "an answer that is no option": (
        "Câu 1. X?\nA. một\nB. hai\nĐáp án: D",
        ["single | X? | một | hai"],
        ["word.answer_is_no_option"],
    ),
    "a letter typed twice": (
        "Câu 1. X?\nA. một\nB. hai\nB. ba\nD. bốn\nĐáp án: C",
        ["single | X? | một | hai | *ba | bốn"],
        ["word.letters_out_of_order"],
    ),
    "a letter left out": (
        "Câu 1. X?\nA. một\nB. hai\nD. bốn\nĐáp án: D\nCâu 2. Y?\nA. một\n**B. hai**",
        ["single | X? | một | hai | *bốn", "single | Y? | một | *hai"],
        ["word.letters_out_of_order"],
    ),
    "a letter that counts on": (
        "#1 X?\n#A một\n#A **hai**\n#1 Y?\n#A **ba**\n#A bốn",
        ["single | X? | một | *hai", "single | Y? | *ba | bốn"],
        [],
    ),
    "true or false by options": (
        "Câu 1. Chi bộ họp mỗi tháng.\n**A. Đúng**\nB. Sai\nCâu 2. Chi bộ họp mỗi năm.\nA. Đúng\tB. "
        "Sai\nĐáp án: B",
        ["true_false | Chi bộ họp mỗi tháng. | True", "true_false | Chi bộ họp mỗi năm. | False"],
        [],
    ),
    "true or false below": (
        "Câu 1. Chi bộ họp mỗi tháng.\nĐáp án: Đúng\nCâu 2. Chi bộ họp mỗi năm.\nĐáp án: S\nCâu 3. Bí "
        "thư chủ trì.\nĐúng\t\t__Sai__",
        [
            "true_false | Chi bộ họp mỗi tháng. | True",
            "true_false | Chi bộ họp mỗi năm. | False",
            "true_false | Bí thư chủ trì. | False",
        ],
        [],
    ),
    "statements of the new papers": (
        "PHẦN II. Câu trắc nghiệm đúng sai\nCâu 1. Về chi bộ:\na) Họp mỗi tháng\nb) Họp mỗi năm\nc) Do "
        "bí thư chủ trì\nd) Không cần sổ\n"
        "Đáp án: a) Đúng; b) Sai; c) Đ; d) S",
        [
            "true_false | <p>Về chi bộ:</p><p>Họp mỗi tháng</p> | True",
            "true_false | <p>Về chi bộ:</p><p>Họp mỗi năm</p> | False",
            "true_false | <p>Về chi bộ:</p><p>Do bí thư chủ trì</p> | True",
            "true_false | <p>Về chi bộ:</p><p>Không cần sổ</p> | False",
        ],
        ["word.statement"] * 4,
    ),
    "statements marked by underlined letters": (
        "Phần 2: Chọn đúng hoặc sai\nCâu 1. Về chi bộ:\n__a__) Họp mỗi tháng\nb) Họp mỗi năm",
        [
            "true_false | <p>Về chi bộ:</p><p>Họp mỗi tháng</p> | True",
            "true_false | <p>Về chi bộ:</p><p>Họp mỗi năm</p> | False",
        ],
        ["word.statement"] * 2,
    ),
    "statements with their truth behind": (
        "Câu 1. Đúng hay sai?\na) Họp mỗi tháng (Đ)\nb) Họp mỗi năm (S)",
        [
            "true_false | <p>Đúng hay sai?</p><p>Họp mỗi tháng</p> | True",
            "true_false | <p>Đúng hay sai?</p><p>Họp mỗi năm</p> | False",
        ],
        ["word.statement"] * 2,
    ),
    "statements, key of letters": (
        "Câu 1. Đúng hay sai?\na) Họp mỗi tháng\nb) Họp mỗi năm\nHẾT\nĐÁP ÁN\nCâu 1: ĐS",
        [
            "true_false | <p>Đúng hay sai?</p><p>Họp mỗi tháng</p> | True",
            "true_false | <p>Đúng hay sai?</p><p>Họp mỗi năm</p> | False",
        ],
        ["word.statement"] * 2,
    ),
    "short answers and numbers": (
        "Câu 1. Văn kiện nào quy định?\nĐáp án: Điều lệ Đảng\nCâu 2. Mấy ngày?\nĐáp án: 15\nCâu 3. Bao "
        "nhiêu phần trăm?\nTrả lời: 3,5 %\n"
        "Câu 4. Bao nhiêu đồng?\nĐáp án: 1.250.000 đồng\nCâu 5. Khoảng?\nĐáp án: 12 ± 0,5\nCâu 6. Ngày "
        "nào?\nĐáp án: 03/02/1930\n"
        "Câu 7. Ai?\nĐáp án: bí thư | đồng chí bí thư",
        [
            "short_answer | Văn kiện nào quy định? | Điều lệ Đảng",
            "numerical | Mấy ngày? | 15",
            "numerical | Bao nhiêu phần trăm? | 3.5 | %",
            "numerical | Bao nhiêu đồng? | 1250000 | đồng",
            "numerical | Khoảng? | 12±0.5",
            "short_answer | Ngày nào? | 03/02/1930",
            "short_answer | Ai? | bí thư | đồng chí bí thư",
        ],
        ["word.unit"] * 2,
    ),
    "gaps": (
        "Câu 1. Điền từ: Chi bộ là ………… của Đảng, là ______ nhân dân.\nĐáp án: nền tảng; hạt nhân\n"
        "Câu 2. Điền vào chỗ trống.\nHọp (1) ……….. tháng, do (2) ............. chủ trì.\nĐáp án: (1) "
        "mỗi | từng; (2) bí thư",
        [
            "cloze | Điền từ: Chi bộ là [nền tảng] của Đảng, là [hạt nhân] nhân dân.",
            "cloze | Điền vào chỗ trống. | Họp [mỗi|từng] tháng, do [bí thư] chủ trì.",
        ],
        [],
    ),
    "gaps and answers that differ in number": (
        "Câu 1. Chi bộ là ………… của ………….\nĐáp án: nền tảng",
        ["essay | Chi bộ là ………… của …………."],
        ["word.gaps_and_answers_differ"],
    ),
    "a gap with options": (
        "Câu 1. Chi bộ là ………… của Đảng.\n**A. nền tảng**\nB. mái nhà",
        ["single | Chi bộ là ………… của Đảng. | *nền tảng | mái nhà"],
        [],
    ),
    "essays": (
        "Phần tự luận\nCâu 1 (3 điểm). Nêu các bước chuẩn bị họp chi bộ.\n……………………………………\n……………………………………\n"
        "Câu 2. Viết bài thu hoạch.\nHướng dẫn chấm: Nêu đủ ba ý.",
        ["essay | Nêu các bước chuẩn bị họp chi bộ.", "essay | Viết bài thu hoạch."],
        ["word.taken_as_essay"] * 2,
    ),
    "an order": (
        "Câu 1. Sắp xếp các bước.\nA. Biểu quyết\nB. Thảo luận\nC. Kết luận\nĐáp án: B → A → C\n"
        "Câu 2. Sắp xếp.\nA. sau\nB. trước\nThứ tự đúng: B, A",
        [
            "ordering | Sắp xếp các bước. | Thảo luận | Biểu quyết | Kết luận",
            "ordering | Sắp xếp. | trước | sau",
        ],
        [],
    ),
    "pairs": (
        "Câu 1. Ghép người với việc.\n1) Bí thư\n2) Thư ký\nA. Ghi biên bản\nB. Chủ trì\nC. Chụp ảnh\n"
        "Đáp án: 1-B, 2-A",
        ["matching | Ghép người với việc. | Bí thư = Chủ trì | Thư ký = Ghi biên bản"],
        [],
    ),
    "explanations and sources": (
        "Câu 1. X?\nA. một\n**B. hai**\nLời giải: Vì **hai** mới đúng.\nXem thêm Điều 5.\nCăn cứ: "
        "Hướng dẫn 01-HD/TW; Quy định 24-QĐ/TW\n"
        "Câu 2. Y?\n**A. một**\nB. hai\nGiải thích: Một.\nNguồn: Điều lệ Đảng",
        ["single | X? | một | *hai", "single | Y? | *một | hai"],
        [],
    ),
    "solutions at the end": (
        "Câu 1. X?\nA. một\n**B. hai**\nCâu 2. Y?\nA. một\nB. hai\nHẾT\nHƯỚNG DẪN GIẢI\nCâu 1: Chọn B. "
        "Vì hai.\nNói thêm.\nCâu 2: A. Một là đúng.",
        ["single | X? | một | *hai", "single | Y? | *một | hai"],
        [],
    ),
    "the paper once more with solutions": (
        "Câu 1. X?\nA. một\nB. hai\nCâu 2. Y?\nA. một\nB. hai\nHẾT\nĐÁP ÁN VÀ LỜI GIẢI CHI TIẾT\n"
        "Câu 1. X?\nA. một\nB. hai\nLời giải\nChọn B. Hai là đúng.\nCâu 2. Y?\nA. một\nB. hai\nLời "
        "giải\nChọn A",
        ["single | X? | một | *hai", "single | Y? | *một | hai"],
        ["word.repeated"] * 2,
    ),
    "numbers that begin anew": (
        "PHẦN I. Chọn một\nCâu 1. X?\nA. một\nB. hai\nCâu 2. Y?\nA. một\nB. hai\nPHẦN II. Chọn tiếp\n"
        "Câu 1. Z?\nA. một\nB. hai\n"
        "HẾT\nĐÁP ÁN\nPhần I\n1-A 2-B\nPhần II\n1-B",
        ["single | X? | *một | hai", "single | Y? | một | *hai", "single | Z? | một | *hai"],
        [],
    ),
    "numbers that begin anew, key without headings": (
        "PHẦN I. Chọn một\nCâu 1. X?\nA. một\nB. hai\nCâu 2. Y?\nA. một\nB. hai\nPHẦN II. Chọn tiếp\n"
        "Câu 1. Z?\nA. một\nB. hai\n"
        "HẾT\nĐÁP ÁN\n1-A 2-B\n1-B",
        ["single | X? | *một | hai", "single | Y? | một | *hai", "single | Z? | một | *hai"],
        [],
    ),
    "a key below each part": (
        "PHẦN I. Chọn\nCâu 1. X?\nA. một\nB. hai\nĐÁP ÁN\n1-A\nPHẦN II. Chọn\nCâu 1. Z?\nA. một\nB. "
        "hai\nĐÁP ÁN\n1-B",
        ["single | X? | *một | hai", "single | Z? | một | *hai"],
        [],
    ),
    "a key with more than it should": (
        "Câu 1. X?\nA. một\nB. hai\nĐÁP ÁN\n1-A 2-C 3-D",
        ["single | X? | *một | hai"],
        ["word.key_without_question"],
    ),
    "numbers inside a question": (
        "Câu 1. Cho các ý:\n1. Tự phê bình\n2. Phê bình\nCó mấy ý đúng?\nA. 1\n**B. 2**\nCâu 2. Y?\n"
        "**A. một**\nB. hai",
        [
            "single | <p>Cho các ý:</p><p>1. Tự phê bình</p><p>2. Phê bình</p><p>Có mấy ý đúng?</p> | 1 | *2",
            "single | Y? | *một | hai",
        ],
        [],
    ),
    "numbers inside a numbered question": (
        "1. X?\n**A. một**\nB. hai\n2. Cho các ý:\n1. Tự phê bình\n2. Phê bình\nA. chỉ 1\n**B. cả hai**",
        [
            "single | X? | *một | hai",
            "single | <p>Cho các ý:</p><p>1. Tự phê bình</p><p>2. Phê bình</p> | chỉ 1 | *cả hai",
        ],
        [],
    ),
    "a passage for several questions": (
        "Câu 1. X?\n**A. một**\nB. hai\nĐọc đoạn sau và trả lời câu 2 đến câu 3:\nChi bộ Nà Chang họp "
        "ngày 3.\nCâu 2. Y?\n**A. một**\nB. hai\nCâu 3. Z?\n**A. một**\nB. hai\nCâu 4. T?\n**A. một**\n"
        "B. hai",
        [
            "single | X? | *một | hai",
            "single | <p>Đọc đoạn sau và trả lời câu 2 đến câu 3:</p><p>Chi bộ Nà Chang họp ngày "
            "3.</p><p>Y?</p> | *một | hai",
            "single | <p>Đọc đoạn sau và trả lời câu 2 đến câu 3:</p><p>Chi bộ Nà Chang họp ngày "
            "3.</p><p>Z?</p> | *một | hai",
            "single | T? | *một | hai",
        ],
        ["word.shared_passage"] * 2,
    ),
    "a number left out": (
        "Câu 1. X?\n**A. một**\nB. hai\nCâu 3. Z?\n**A. một**\nB. hai",
        ["single | X? | *một | hai", "single | Z? | *một | hai"],
        ["word.number_skipped"],
    ),
    "an option of two lines": (
        "Câu 1. X?\nA. một\ndòng hai\n**B. hai**",
        ["single | X? | <p>một</p><p>dòng hai</p> | *hai"],
        ["word.line_behind_options"],
    ),
    "an explanation that names the options": (
        "Câu 1. X?\nA. một\n**B. hai**\nGiải thích:\nA. sai vì ít.\nB. đúng.\nCâu 2. Y?\n**A. một**\nB. hai",
        ["single | X? | một | *hai", "single | Y? | *một | hai"],
        [],
    ),
    "markup as text": (
        'Câu 1. Thẻ <script>alert(1)</script> & gì?\n**A. <b>**\nB. "x"',
        ['single | Thẻ &lt;script&gt;alert(1)&lt;/script&gt; &amp; gì? | *&lt;b&gt; | "x"'],
        [],
    ),
    "a question about the key": (
        "Câu 1. Đáp án nào sau đây đúng?\n**A. một**\nB. hai",
        ["single | Đáp án nào sau đây đúng? | *một | hai"],
        [],
    ),
    "what the type is, said": (
        "Câu 1. Năm nào?\nLoại câu: Trả lời ngắn\nĐáp án: 1930\nCâu 2. Ai?\nLoại câu: Nhiều lựa chọn\n"
        "A. X\nB. Y\nĐáp án: A\nCâu 3. Viết.\nLoại câu: Tự luận",
        ["short_answer | Năm nào? | 1930", "multiple | Ai? | *X | Y", "essay | Viết."],
        [],
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_read_as_it_is_meant(name: str) -> None:
    text, expected, findings = PAPERS[name]
    reading = Paper().type(text).read()
    assert [told(draft) for draft in reading.drafts] == expected
    assert codes(reading) == findings
