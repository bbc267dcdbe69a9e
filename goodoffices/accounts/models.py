"""Accounts, and tokens for the API."""

import hashlib
import secrets
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone


class People(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **values)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `is_staff` may found processes; it opens no book."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Token(models.Model):
    """A seat's key to the API. Only its hash is kept; it is shown once."""

    hash = models.CharField(max_length=64, unique=True)
    seat = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=100)
    made = models.DateTimeField(default=timezone.now)
    revoked = models.DateTimeField(null=True)

    @classmethod
    def issue(cls, seat: str, name: str, token: str = "") -> str:
        """Make a token for this seat and return it in clear, for the only time."""
        token = token or f"go_{secrets.token_urlsafe(32)}"
        cls.objects.update_or_create(hash=_digest(token), defaults={"seat": seat, "name": name})
        return token

    @classmethod
    def holding(cls, token: str) -> Self | None:
        return cls.objects.filter(hash=_digest(token), revoked__isnull=True).first()
