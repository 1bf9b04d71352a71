"""The demonstration pact and a proposal, as content; persons are invented."""

from dataclasses import replace
from datetime import date

from pacts.documents.content import (
    NomineeRow,
    PactPaper,
    PaperClause,
    PaperParty,
    PaperTarget,
    SubmissionPaper,
    SummaryRow,
)

LONG_UNIT = "Viện Công tố và Kiểm sát xét xử phúc thẩm tại Thành phố Hồ Chí Minh"

CLAUSES = (
    PaperClause(
        number=1,
        heading="Công tác chính trị tư tưởng",
        body="100 % công chức, người lao động được quán triệt nghị quyết, chỉ thị; không có người vi"
        " phạm bị xử lý"
        " kỷ luật.",
    ),
    PaperClause(
        number=2,
        heading="Phong trào thi đua",
        body="Mỗi đơn vị tổ chức ít nhất 02 đợt thi đua theo chuyên đề; 100 % đơn vị trực thuộc đăng"
        " ký thi đua"
        " trước ngày 28 tháng 02 năm 2022.",
    ),
    PaperClause(
        number=3,
        heading="Chuyên môn nghiệp vụ",
        body="Đạt và vượt các chỉ tiêu sau:",
        targets=(
            PaperTarget(
                code="1",
                text="Tỷ lệ giải quyết tố giác, tin báo về tội phạm, kiến nghị khởi tố",
                requirement="từ 90 % trở lên",
            ),
            PaperTarget(
                code="2",
                text="Số người bị tạm giữ, tạm giam quá hạn do trách nhiệm của Viện kiểm sát",
                requirement="0",
            ),
            PaperTarget(
                code="3",
                text="Kháng nghị phúc thẩm hình sự được Tòa án chấp nhận",
                requirement="từ 70 % trở lên",
            ),
        ),
    ),
    PaperClause(
        number=4,
        heading="Quản lý, chỉ đạo, điều hành",
        body="Thực hiện nghiêm kỷ luật, kỷ cương công vụ.\nBáo cáo đúng hạn, đúng mẫu.",
    ),
    PaperClause(
        number=5,
        heading="Khen thưởng và điển hình tiên tiến",
        body="Mỗi đơn vị giới thiệu ít nhất 01 tập thể, 02 cá nhân điển hình tiên tiến.",
    ),
    PaperClause(
        number=6,
        heading="Giao lưu, phối hợp",
        body="Cụm tổ chức 01 hội thảo nghiệp vụ mỗi năm.",
    ),
    PaperClause(
        number=7,
        heading="Tổ chức thực hiện",
        body="Cụm trưởng theo dõi, đôn đốc, tổ chức sơ kết trước ngày 15 tháng 7, tổng kết theo"
        " hướng dẫn của Viện"
        " kiểm sát nhân dân tối cao.",
    ),
)


def party(number: int, unit: str, role_line: str = "") -> PaperParty:
    return PaperParty(field=f"sig-{number}", unit=unit, role_line=role_line)


def signer(number: int) -> str:
    """Who signs for the party with this number."""
    return f"Nguyễn Thị Ước {number}"


PACT = PactPaper(
    issuer="CỤM THI ĐUA SỐ 8",
    place="Bình Định",
    dated_on=date(2022, 2, 11),
    subtitle="Năm 2022 của Cụm thi đua số 8",
    legal_bases=(
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Thông tư số 01/2019/TT-VKSTC ngày 14 tháng 5 năm 2019 của Viện trưởng Viện kiểm sát"
        " nhân dân tối cao"
        " quy định về công tác thi đua, khen thưởng trong ngành Kiểm sát nhân dân",
        "Căn cứ Chỉ thị số 02/CT-VKSTC ngày 27 tháng 12 năm 2021 của Viện trưởng Viện kiểm sát nhân"
        " dân tối cao về"
        " phát động phong trào thi đua năm 2022;",
    ),
    preamble="Chúng tôi, Viện trưởng Viện kiểm sát nhân dân các tỉnh Quảng Nam, Quảng Ngãi, Bình"
    " Định, Phú Yên,"
    " Khánh Hòa, Ninh Thuận, thống nhất ký Giao ước thi đua năm 2022 với chủ đề “Đoàn kết, trách"
    " nhiệm, khát vọng"
    " cống hiến, hoàn thành xuất sắc nhiệm vụ năm 2022” và phương châm “Đoàn kết, đổi mới - Trách"
    " nhiệm, kỷ cương -"
    " Thực chất, hiệu quả”, gồm các nội dung sau:",
    clauses=CLAUSES,
    closing="Giao ước được sửa đổi, bổ sung khi tất cả đơn vị thành viên đồng ý, có hiệu lực từ ngày"
    " ký, lập thành 08"
    " bản có giá trị như nhau.",
    parties=(
        party(1, "VKSND TỈNH QUẢNG NAM"),
        party(2, "VKSND TỈNH QUẢNG NGÃI", role_line="CỤM PHÓ"),
        party(3, "VKSND TỈNH PHÚ YÊN"),
        party(4, "VKSND TỈNH KHÁNH HÒA"),
        party(5, "VKSND TỈNH NINH THUẬN"),
        party(6, "VKSND TỈNH BÌNH ĐỊNH", role_line="CỤM TRƯỞNG"),
    ),
    recipients=("Như Điều 7;", "VKSND tối cao (để báo cáo);", "Lưu: VT, TĐKT."),
    is_rehearsal=True,
    check_url="https://thidua.example/kiem-tra",
)

# Eight parties, one of them with the longest name of the sector (test cases 31 and 74).
BIG_PACT = replace(
    PACT,
    number="01/GƯTĐ-CTĐ8",
    parties=tuple(
        party(number, LONG_UNIT.upper() if number == 3 else f"VKSND TỈNH THỨ {number}")
        for number in range(1, 9)
    ),
    witnesses=(party(9, "VKSND TỐI CAO"),),
    is_rehearsal=False,
)

AMENDMENT = replace(
    PACT,
    title="PHỤ LỤC SỬA ĐỔI, BỔ SUNG GIAO ƯỚC THI ĐUA",
    subtitle="Năm 2022 của Cụm thi đua số 8 ngày 11 tháng 02 năm 2022",
    dated_on=date(2022, 7, 5),
    legal_bases=(
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Giao ước thi đua năm 2022 của Cụm thi đua số 8 ngày 11 tháng 02 năm 2022",
    ),
    preamble="Chúng tôi, thủ trưởng các đơn vị thành viên, thống nhất sửa đổi, bổ sung Giao ước thi đua năm 2022"
    " của Cụm thi đua số 8 ngày 11 tháng 02 năm 2022 (sau đây gọi là Giao ước) như sau:",
    clauses=(
        PaperClause(
            number=1,
            heading="Sửa đổi, bổ sung Điều 3 (Chuyên môn nghiệp vụ)",
            body="Chỉ tiêu NV01 “Tỷ lệ giải quyết tố giác, tin báo về tội phạm”: từ 90 % trở lên sửa thành"
            " từ 92 % trở lên.\nBổ sung chỉ tiêu:",
            targets=(
                PaperTarget(
                    code="NV13",
                    text="Số hóa hồ sơ vụ án",
                    requirement="từ 30 % trở lên",
                    details=("Tử số: số hồ sơ đã số hóa", "Mẫu số: số hồ sơ"),
                ),
            ),
        ),
        PaperClause(
            number=2,
            heading="Sửa đổi, bổ sung Điều 6 (Giao lưu, phối hợp)",
            body="Nội dung sửa thành:\n“Cụm tổ chức 02 hội thảo nghiệp vụ mỗi năm.\nMỗi đơn vị có một báo cáo.”.",
        ),
        PaperClause(number=3, heading="Bãi bỏ Điều 5 (Khen thưởng)", body="Bãi bỏ Điều 5."),
        PaperClause(
            number=4,
            heading="Đánh số lại các điều",
            body="Sau khi sửa đổi, bổ sung, đánh số lại: Điều 6 thành Điều 5; Điều 7 thành Điều 6.",
        ),
        PaperClause(
            number=5,
            heading="Đơn vị tham gia Giao ước",
            body="Bổ sung VKSND tỉnh Ninh Thuận, đơn vị thành viên từ ngày 01 tháng 7 năm 2022, tham gia Giao ước"
            " từ ngày Phụ lục này có hiệu lực.",
        ),
        PaperClause(
            number=6, heading="Hiệu lực thi hành", body="Các nội dung khác của Giao ước không thay đổi."
        ),
    ),
    closing="Phụ lục này là bộ phận không tách rời của Giao ước, có hiệu lực từ ngày đơn vị cuối cùng ký và được"
    " lập thành 07 bản: mỗi đơn vị thành viên giữ 01 bản, gửi VKSND tối cao 01 bản.",
)

SUBMISSION = SubmissionPaper(
    parent_lines=("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO",),
    issuer="VIỆN KIỂM SÁT NHÂN DÂN TỈNH HOA BAN",
    number="05",
    place="Hoa Ban",
    dated_on=date(2026, 3, 2),
    subject="Về việc đề nghị xét tặng danh hiệu thi đua năm 2026",
    addressee="Hội đồng Thi đua - Khen thưởng ngành Kiểm sát nhân dân",
    legal_bases=("Căn cứ Luật Thi đua, khen thưởng",),
    paragraphs=(
        "Viện kiểm sát nhân dân tỉnh Hoa Ban đề nghị xét tặng danh hiệu thi đua cho các tập thể, cá"
        " nhân sau:",
    ),
    summary=(
        SummaryRow(award="Lao động tiên tiến", collectives=None, persons=12),
        SummaryRow(award="Chiến sĩ thi đua cơ sở", collectives=None, persons=2),
    ),
    nominees=tuple(
        NomineeRow(
            name=f"Trần Thị Mẫu {number}",
            position="Kiểm sát viên sơ cấp, Viện kiểm sát nhân dân khu vực 1",
            award="Lao động tiên tiến" if number > 2 else "Chiến sĩ thi đua cơ sở",
            findings="Đạt: đã được công nhận Lao động tiên tiến (khoản 1 Điều 23).\nĐạt: có sáng"
            " kiến được công nhận.",
        )
        for number in range(1, 15)
    ),
    signer_title_lines=("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"),
    signer="Lê Văn Thử",
    recipients=("Như trên;", "Lưu: VT, VP."),
)
