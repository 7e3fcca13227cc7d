"""The peer's one table."""

from django.db import models


class Row(models.Model):
    content = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return str(self.pk)
