"""Names as they are written in Việt Nam and elsewhere, to try the recognition of old encodings on."""


def words(text: str) -> list[str]:
    return text.split()


def lines(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


SURNAMES = words("""Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đoàn Đinh Trịnh Trương
Mai Cao Lâm Tạ Thái Tô Vương Lương Hà Châu Quách La Thạch Kiều Tống Doãn Phùng Lưu Triệu Nông Bế Hứa Đàm Từ
Giang Tăng Khổng Mạc Chu Nghiêm Viên Ông Lò Quàng Cầm Vi Sầm Ma Giàng Vàng Sùng Thào Hạng Lầu Vừ Mùa Tòng Cà
Lường Hoàn Uông Ninh Phí Bạch Âu Ung Ưng Thân Khúc Lục Kim Danh Sơn Chế Đàng Bá Thiều Cù Văn Tôn Nhâm Ngụy Lã
Đường Ấu Ôn Lều Trà Đào Cung Khương Yên Giáp Tiêu Quản Đồng Hầu Diệp""")
MIDDLES = words("""Văn Thị Đức Hữu Minh Ngọc Thanh Quốc Xuân Thu Hồng Bích Kim Đình Trọng Bá Công Duy Gia Hoài Khánh
Mạnh Nhật Phương Quang Thế Tiến Trung Tuấn Việt Vĩnh Anh Bảo Cẩm Diệu Hải Hoàng Huy Kiều Lan Mỹ Như Phúc Quỳnh
Thùy Thuý Tường Uyên Vân Ánh Ái Ý Thục Khắc Sỹ Viết Cảnh Chí Đăng Giang Hạnh Khải Lệ Nguyệt Phi Sơn Tấn Thiên
Thượng Trường Tú Tùng Tuyết Ứng Vũ Yến""")
GIVEN = words("""An Ánh Ăn Ân Bình Dũng Đức Long Lộc Hùng Hương Hường Huệ Hòa Hoà Hoa Hải Hạnh Hằng Hậu Hiếu Hiền Hiệp
Huyền Khoa Khôi Kiên Lan Liên Linh Loan Lợi Luân Lý Mai Mạnh Minh My Mỹ Nam Nga Ngân Nghĩa Ngọc Nguyên Nguyệt Nhã
Nhàn Nhân Nhung Oanh Phát Phong Phú Phúc Phượng Phước Quân Quang Quế Quý Quyên Quyết Quỳnh Sáng Sáu Sinh Sơn Sương
Tài Tâm Tân Thái Thắm Thắng Thanh Thành Thảo Thạo Thêm Thiện Thịnh Thọ Thoa Thơ Thu Thuận Thúy Thuỷ Thủy Thư Thường
Tiên Tiến Tín Tình Toàn Trang Trâm Trí Trinh Trọng Trúc Trung Trường Tú Tuấn Tuệ Tùng Tuyền Tuyết Tường Tý Út Uyên
Vân Viễn Việt Vinh Vĩnh Vui Vượng Vỹ Xuân Xuyến Ý Yên Yến Khuê Khuyến Khuyên Đoài Hoài Ngoan Khoái Giỏi Ngoãn Quắc
Quyền Đượm Đậm Ngừng Nghị Kỷ Kỳ Ghi Gấm Gì Hoạch Khoát Thoại Thuở Huỳnh Quýt Chuẩn Uy Ưng Ước Ẩn Ấn Ổn Ẩm""")
PLACES = lines("""Bà Rịa - Vũng Tàu|Bắc Kạn|Bạc Liêu|Bình Định|Bình Phước|Cà Mau|Cần Thơ|Đà Nẵng|Đắk Lắk|Đắk Nông
Điện Biên|Đồng Nai|Đồng Tháp|Hải Dương|Hậu Giang|Hòa Bình|Khánh Hòa|Kiên Giang|Lâm Đồng|Lạng Sơn|Lào Cai|Nghệ An
Ninh Thuận|Phú Thọ|Quảng Ngãi|Quảng Trị|Sóc Trăng|Tây Ninh|Thanh Hóa|Thừa Thiên Huế|Trà Vinh|Tuyên Quang
Vĩnh Phúc|Yên Bái|Thành phố Hồ Chí Minh|Huyện Krông Pắc|Huyện Mường Nhé|Thị xã Buôn Hồ|Quận Hoàn Kiếm
Huyện Ngân Sơn|Huyện Bắc Quang|Phường Phú Nhuận|Huyện Kỳ Sơn|Huyện Quỳ Châu""")
POSITIONS = lines("""Viện trưởng|Phó Viện trưởng|Kiểm sát viên sơ cấp|Kiểm sát viên trung cấp|Kiểm sát viên cao cấp
Kiểm tra viên|Chuyên viên|Trưởng phòng|Phó Trưởng phòng|Vụ trưởng|Chánh Văn phòng|Kế toán|Cán bộ|Thủ quỹ
Công chức|Người lao động|Quyền Viện trưởng|Điều tra viên|Văn thư - Lưu trữ|Lái xe""")
# Correct as they stand: people of the highlands, and of other countries.
HIGHLANDERS = lines("""Y Krông Niê|H'Hen Niê|Y Blô Êban|Kpă Klơng|K'Brếu|Siu Blễ|Rơ Châm Thảo|Đinh Núp|Ksor Phước
Nay Đer|Y Moan Ênuôl|Rơ Mah Lan|A Kut|Bríu Quân|Hồ Đức Phớc|Zơrâm Bé|Alăng Thị Nghê|Kră Jăn Dick|Bon Yô Soan
H Ngăm Niê Kđăm|Y Ngông Niê Kdăm|Kan Jor Măn|Kơ Să Ha|Rah Lan Hưng|Điểu K'Rứ|Thị Sa Rương""")
FOREIGNERS = lines("""José García|François Müller|Zoë Brontë|Jürgen Klöpp|Søren Kierkegaard|Åsa Lång|Loïc Rémy
Noël Coward|Anaïs Nîn|René Descartes|Thérèse Raquin|João São Tomé|Núñez Peña|Björn Borg|Ægir Þór|Caïn Marchenoir
Chloé Dubois|Günter Grass|Håkan Nesser|Raúl Castro|Citroën|Haïti|Moïse Kisling|Øystein Bø|Straße|Ça va|Piñata
Škoda Dvořák|Łódź Wałęsa|Ελλάδα|Москва|東京|Loïc Martin|Anna Lång""")
SYMBOLS = lines("""5 µm|§ 3|1ª|«Thi đua» là yêu nước|25 °C|50 m²|© 2026|¼ năm|± 5 %|A · B|12 × 4|“Viện” – ‘trưởng’
100 £|¥ 5|3 ÷ 2""")
