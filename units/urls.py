"""The organisation's routes."""

from django.urls import path

from units.views import account, clusters, home, links, people, search, units

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
    path("clusters/", clusters.clusters, name="clusters"),
    path("clusters/<int:pk>/", clusters.cluster, name="cluster"),
    path("units/", units.units, name="units"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("people/<int:pk>/", people.person, name="person"),
    path("search/", search.search, name="search"),
    path("language/", account.set_language, name="set_language"),
]
