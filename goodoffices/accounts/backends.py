"""allauth's backend with our own SQL for looking up who is signed in, since every page does it."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from goodoffices.accounts.models import User

_COLUMNS = ("id", "password", "is_superuser", "email", "name", "language", "is_staff", "is_active")
_ASK = f"SELECT {', '.join(_COLUMNS)} FROM accounts_user WHERE id = %s"  # noqa: S608


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """The person, if the account is in use; what else is known of them is asked for when it is wanted."""
        # house: sql: a question that every request asks
        with connection.cursor() as cursor:
            cursor.execute(_ASK, [user_id])
            row = cursor.fetchone()
        if row is None:
            return None
        user: User = User.from_db(connection.alias, _COLUMNS, row)
        for flag in ("is_superuser", "is_staff", "is_active"):
            setattr(user, flag, bool(getattr(user, flag)))
        return user if self.user_can_authenticate(user) else None
