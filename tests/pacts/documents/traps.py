"""Words of ordinary texts that are also elements, marks or signs of a paper, where a line or a page breaks badly."""

from tests.pacts.documents import samples

WORDS = (
    "công tác thi đua khen thưởng giải quyết tố giác tội phạm kiểm sát xét xử án hình sự dân sự hành chính đơn vị"
    " Viện kiểm sát nhân dân thực hiện nghiêm túc kỷ luật kỷ cương trách nhiệm nghiêng khuyến khích chuyển 95 %"
)
SYLLABLES = WORDS.split()
TRAPS = (
    # secrecy, annexes, those who sign and receive
    "giữ bí mật.", "Mật", "tối mật", "tuyệt mật.", "Độ mật: Mật",
    "Phụ lục này", "Phụ lục I", "Phụ lục", "phụ lục II", "(Kèm theo",
    "Nơi nhận:", "- Như Điều 7;", "Lưu: VT, TĐKT.", "Kính gửi:", f"Kính gửi: {samples.SUBMISSION.addressee}",
    "KT.", "KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "TM.", "CỤM TRƯỞNG", "Cụm trưởng", "Cụm phó", "Lê Văn Thử",
    "CHỨNG KIẾN", "VKSND TỈNH PHÚ YÊN",
    # what is cited
    "Căn cứ", "Căn cứ Luật Thi đua, khen thưởng;", "Luật số 06/2022/QH15",
    "“Luật Thi đua, khen thưởng số 06/2022/QH15”", "Số:", "Số: 01/GƯTĐ-CTĐ8", "ngày 5 tháng 2",
    # headings
    "Điều 3.", "Điều 3. Chuyên môn nghiệp vụ", "Tổ chức thực hiện", "GIAO ƯỚC THI ĐUA", "TỜ TRÌNH",
    "CỤM THI ĐUA SỐ 8", "NGÀNH KIỂM SÁT NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc", "Bình Định, ngày 11 tháng 02 năm 2022", "Năm 2022 của Cụm thi đua số 8",
    "DANH SÁCH ĐỀ NGHỊ XÉT TẶNG",
    # numbers, signs, what is pasted from elsewhere
    "2", "12", "2026", "1.", "a)", "(1)", "Đạt", "0", "≥ 90 %", "–", "…", "..........", "j", "“f”",
    "chuyển\u00adtiếp", "liên\u200bthông", "https://thidua.example/mot-duong-dan-dai-khong-the-ngat-duoc/o-dau-ca",
)  # fmt: skip
# These are faults as paragraphs of their own or at their end.
WITHIN_A_SENTENCE = (*TRAPS, "./.", "v.v./.", "MẬT")
BASES = (
    "Căn cứ Luật Thi đua, khen thưởng và Thông tư số 01/2019/TT-VKSTC ngày 14 tháng 5 năm 2019 của Viện trưởng",
    "Căn cứ Luật Tổ chức Viện kiểm sát nhân dân, Nghị quyết số 89/2023/QH15 ngày 02 tháng 6 năm 2023 của Quốc hội",
    "Căn cứ Kế hoạch số 05/KH-VKSTC ngày 02 tháng 3 năm 2021 về “Luật Thi đua, khen thưởng số 06/2022/QH15”",
)


def padded(padding):
    """Each of them behind so much other text, at the end of a paragraph and in the middle of a long sentence."""
    before = " ".join(SYLLABLES[:padding])
    ends = [f"{before} {trap}".strip() for trap in TRAPS]
    return ends + [f"{before} {trap} {' '.join(SYLLABLES)}".strip() for trap in WITHIN_A_SENTENCE]
