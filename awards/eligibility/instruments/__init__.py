"""Every instrument that judges, oldest first. A new one is one file and one line here."""

from awards.eligibility.instruments.circular_01_2019 import CIRCULAR_01_2019
from awards.eligibility.instruments.circular_02_2024 import CIRCULAR_02_2024
from awards.eligibility.instruments.decree_91_2017 import DECREE_91_2017
from awards.eligibility.instruments.decree_98_2023 import DECREE_98_2023
from awards.eligibility.instruments.decree_152_2025 import DECREE_152_2025
from awards.eligibility.instruments.law_2003 import LAW_2003
from awards.eligibility.instruments.law_2022 import LAW_2022

INSTRUMENTS = (
    LAW_2003,
    DECREE_91_2017,
    CIRCULAR_01_2019,
    LAW_2022,
    DECREE_98_2023,
    CIRCULAR_02_2024,
    DECREE_152_2025,
)
