"""The text that a new pact starts with: the articles that pacts of the sector have in common.

Written for this product after the structure seen in practice; no State form of a pact exists.
"""

from units.enums import ClusterKind

LEADERS = {ClusterKind.CUM: "Cụm trưởng", ClusterKind.KHOI: "Khối trưởng"}
PREAMBLE = "Chúng tôi, thủ trưởng các đơn vị thành viên, thống nhất ký Giao ước thi đua năm {year}"
CLAUSES = (
    (
        "Công tác chính trị tư tưởng",
        "100 % công chức, người lao động được quán triệt nghị quyết, chỉ thị của Đảng, pháp luật của Nhà nước và "
        "chỉ thị của Ngành; không có người vi phạm bị xử lý kỷ luật.",
    ),
    (
        "Phong trào thi đua",
        "Mỗi đơn vị tổ chức ít nhất 02 đợt thi đua theo chuyên đề; 100 % đơn vị trực thuộc đăng ký thi đua.",
    ),
    ("Chuyên môn nghiệp vụ", "Đạt và vượt các chỉ tiêu sau:"),
    (
        "Quản lý, chỉ đạo, điều hành",
        "Đổi mới quản lý, chỉ đạo, điều hành gắn với trách nhiệm của người đứng đầu; giữ nghiêm kỷ luật, kỷ cương.",
    ),
    (
        "Khen thưởng và điển hình tiên tiến",
        "Khen thưởng kịp thời, khách quan, công bằng; mỗi đơn vị giới thiệu ít nhất 01 tập thể và 02 cá nhân điển "
        "hình tiên tiến.",
    ),
    ("Giao lưu, phối hợp", "Tổ chức ít nhất 01 hội thảo nghiệp vụ trong năm."),
)
LAST_HEADING = "Tổ chức thực hiện"
LAST_BODY = (
    "{leader} theo dõi, đôn đốc việc thực hiện, tổ chức sơ kết, tổng kết theo hướng dẫn của {organiser}. Giao ước "
    "được sửa đổi, bổ sung khi tất cả đơn vị thành viên đồng ý."
)
CLOSING = "Giao ước có hiệu lực từ ngày đơn vị cuối cùng ký; mỗi đơn vị thành viên lưu một bản."
