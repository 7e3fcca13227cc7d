"""The exchange room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Takes from and gives to other systems."""

    name = "pendopo.ecosystem.exchange"
    label = "exchange"
