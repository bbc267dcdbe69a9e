"""Accounts, API tokens, and the link that makes the first administrator."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.utils import timezone

from goodoffices.accounts.secrets import digest, fresh


class People(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        # In lower case, as allauth stores it: two spellings of one address are one person.
        user = self.model(email=email.lower(), **values)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `is_staff` may found processes; it opens no book.

    No time zone: pages show the host city's time, and the browser adds the one of the device in front of the reader.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
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


TOKEN_DAYS = 90


def in_token_days() -> datetime:
    return timezone.now() + timedelta(days=TOKEN_DAYS)


class Token(models.Model):
    """A seat's key to the API. Only its hash is kept; it is shown once. `user` is who made it; nobody on the command line."""

    hash = models.CharField(max_length=64, unique=True)
    seat = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=100)
    made = models.DateTimeField(default=timezone.now)
    revoked = models.DateTimeField(null=True)
    expires = models.DateTimeField(default=in_token_days)
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="tokens")

    @classmethod
    def issue(cls, seat: str, name: str, token: str = "", *, user: User | None = None, days: float = TOKEN_DAYS) -> str:
        """Make a token for this seat, good for so many days, and return it in clear, for the only time."""
        token = token or f"go_{fresh()}"
        until = timezone.now() + timedelta(days=days)
        now = {"seat": seat, "name": name, "revoked": None, "expires": until, "user": user}
        cls.objects.update_or_create(hash=digest(token), defaults=now)
        return token

    @classmethod
    def good(cls) -> "models.QuerySet[Self]":
        """Those that open something now, the latest first."""
        return cls.objects.filter(revoked__isnull=True, expires__gt=timezone.now()).order_by("-made", "-id")

    @classmethod
    def holding(cls, token: str) -> Self | None:
        return cls.good().filter(hash=digest(token)).first()

    @property
    def handle(self) -> str:
        """What a page calls it by. Not the row's number: the next one would tell how many others had been made since."""
        return self.hash[:16]

    @classmethod
    def of(cls, seat: str) -> "models.QuerySet[Self]":
        """The tokens that open this seat now, the latest first."""
        return cls.good().filter(seat=seat)

    @classmethod
    def made_by(cls, user: User) -> "models.QuerySet[Self]":
        """What this person made, for whichever seat."""
        return cls.good().filter(user=user)


class AdministratorLink(models.Model):
    """The link that lets one person become administrator of a host that has none. A new start puts a new one in its place."""

    hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)

    @classmethod
    def renew(cls) -> str:
        """Make the link's secret anew and return it in clear; "" on a host that has an administrator."""
        with transaction.atomic():
            cls.objects.all().delete()
            if User.objects.filter(is_staff=True, is_active=True).exists():
                return ""
            secret = fresh()
            cls.objects.create(hash=digest(secret))
        return secret

    @classmethod
    def good(cls, hash: str) -> bool:
        return cls.objects.filter(hash=hash).exists()

    @classmethod
    def use(cls, hash: str, user: User) -> bool:
        """Make `user` an administrator, unless somebody was quicker."""
        with transaction.atomic():
            gone, _each = cls.objects.filter(hash=hash).delete()
            if not gone:
                return False
            user.is_staff = True
            user.save(update_fields=["is_staff"])
        return True
