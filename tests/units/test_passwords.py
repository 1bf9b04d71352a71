"""What is said of a password that is refused, in Vietnamese."""

import re

import pytest
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    NumericPasswordValidator,
    get_default_password_validators,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils import translation

from units.models import User

_ENGLISH = re.compile(r"\b(password|the|must|your|too|character|similar|common|numeric)\b", re.IGNORECASE)
_USER = User(username="nguyenvanhai")


def refused(password: str) -> list[str]:
    with translation.override("vi"), pytest.raises(ValidationError) as refusal:
        validate_password(password, _USER)
    return refusal.value.messages


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("ngan", "Mật khẩu quá ngắn: cần ít nhất 10 ký tự."),
        ("nguyenvanhai1", "Mật khẩu quá giống “Tên đăng nhập”."),
        ("1234567890", "Mật khẩu này quá phổ biến."),
    ],
)
def test_each_refusal_is_said_in_vietnamese(password, sentence):
    assert refused(password) == [sentence]


def test_no_validator_has_an_english_word():
    validators = [*get_default_password_validators(), NumericPasswordValidator(), MinimumLengthValidator(1)]
    with translation.override("vi"):
        texts = [text for it in validators for text in (it.get_help_text(), it.get_error_message())]

    assert [text for text in texts if _ENGLISH.search(text)] == []
