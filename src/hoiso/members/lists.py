"""What is chosen from: ethnic groups of Vietnam, religions, marriage. The commonest here come first."""

ETHNIC_GROUPS = (
    "Kinh", "Khmer", "Hoa", "Chăm", "Ba Na", "Bố Y", "Brâu", "Bru - Vân Kiều", "Chơ Ro", "Chu Ru",
    "Chứt", "Co", "Cống", "Cơ Ho", "Cờ Lao", "Cơ Tu", "Dao", "Ê Đê", "Gia Rai", "Giáy", "Gié Triêng",
    "Hà Nhì", "Hrê", "Kháng", "Khơ Mú", "La Chí", "La Ha", "La Hủ", "Lào", "Lô Lô", "Lự", "Mạ", "Mảng",
    "Mnông", "Mông", "Mường", "Ngái", "Nùng", "Ơ Đu", "Pà Thẻn", "Phù Lá", "Pu Péo", "Ra Glai", "Rơ Măm",
    "Sán Chay", "Sán Dìu", "Si La", "Tà Ôi", "Tày", "Thái", "Thổ", "Xinh Mun", "Xơ Đăng", "Xtiêng",
)  # fmt: skip
NO_RELIGION = "Không"
RELIGIONS = (
    NO_RELIGION, "Cao Đài", "Phật giáo", "Công giáo", "Tin Lành", "Phật giáo Hoà Hảo", "Hồi giáo",
    "Tịnh độ cư sĩ Phật hội", "Bửu Sơn Kỳ Hương", "Tứ Ân Hiếu Nghĩa", "Khác",
)  # fmt: skip
MARRIAGE = ("Chưa kết hôn", "Đã kết hôn", "Ly hôn", "Goá")
