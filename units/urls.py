"""The organisation's routes."""

from django.urls import path

from units.views import account, home, links

urlpatterns = [
    path("", home.home, name="home"),
    path("inbox/", home.inbox, name="inbox"),
    path("inbox/read/", home.inbox_read, name="inbox_read"),
    path("inbox/<int:pk>/", home.notice, name="notice"),
    path("log-in/", account.log_in, name="log_in"),
    path("log-out/", account.log_out, name="log_out"),
    path("second-factor/", account.second_factor, name="second_factor"),
    path("account/", account.account, name="account"),
    path("account/password/", account.account_setup_password, name="account_setup_password"),
    path("account/totp/", account.account_setup_totp, name="account_setup_totp"),
    path("account/link/<str:uidb64>/<str:token>/", links.account_link, name="account_link"),
    path("account/stay/", account.stay, name="stay"),
    path("language/", account.set_language, name="set_language"),
]
