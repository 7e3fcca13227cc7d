"""The peer's one address, and a sign of life."""

import json

from django.http import JsonResponse
from django.urls import path

from bare.models import Row


def insert(request):
    row = Row.objects.create(content=json.loads(request.body))
    return JsonResponse({"id": row.pk}, status=201)


def health(_request):
    return JsonResponse({"n_rows": Row.objects.count()})


urlpatterns = [path("insert/", insert), path("sehat/", health)]
