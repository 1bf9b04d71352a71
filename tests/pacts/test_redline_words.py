"""Two runs of words, compared word by word."""

from __future__ import annotations

from pacts.redline import Piece, replaced_numbers, words


def test_sentences_that_share_little_are_shown_whole():
    assert words("đẩy mạnh cải cách tư pháp và hành chính", "thực hiện nghiêm và đúng quy chế mới") == (
        Piece("removed", "đẩy mạnh cải cách tư pháp và hành chính"),
        Piece("added", "thực hiện nghiêm và đúng quy chế mới"),
    )


def test_numbers_replaced_in_words_are_found():
    pieces = words("sơ kết trước ngày 15/7, 02 lần", "sơ kết trước ngày 20/7, 03 lần")

    assert replaced_numbers(pieces) == (("15/7", "20/7"), ("02", "03"))


def test_a_number_of_a_sentence_that_was_written_anew_is_no_changed_number():
    pieces = words(
        "Trước ngày 31/12/2025 các đơn vị gửi báo cáo về Vụ.", "Mỗi đơn vị tổ chức ít nhất 02 hội thảo."
    )

    assert replaced_numbers(pieces) == ()


def test_words_replaced_by_a_number_are_no_changed_number():
    assert replaced_numbers(words("trước ngày rằm 15", "trước ngày 20 tháng 7")) == ()


def test_the_last_word_keeps_its_distance_from_what_was_taken_out_behind_it():
    assert words("một hai", "một") == (Piece("same", "một "), Piece("removed", "hai"))


def test_a_piece_is_its_words_and_the_space_after_them():
    pieces = words("một hai", "một")

    assert [(piece.bare, piece.space) for piece in pieces] == [("một", " "), ("hai", "")]
