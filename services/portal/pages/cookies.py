"""The two cookies there are: one says which session, one holds a sign-in together for its ten minutes."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request, Response


@dataclass(frozen=True, slots=True)
class Cookies:
    """Over https with the prefix that binds a cookie to this host alone. Over http, which production refuses, browsers
    differ in what they keep, so the names are plain ones, with the port: cookies do not know ports (record 0020)."""

    public_url: str

    def session(self, request: Request) -> str | None:
        return request.cookies.get(self._name("session"))

    def sign_in(self, request: Request) -> str | None:
        return request.cookies.get(self._name("sign-in"))

    def keep_session(self, response: Response, key: str) -> None:
        self._keep(response, "session", key)

    def keep_sign_in(self, response: Response, state: str) -> None:
        self._keep(response, "sign-in", state)

    def forget_session(self, response: Response) -> None:
        self._drop(response, "session")

    def forget_sign_in(self, response: Response) -> None:
        self._drop(response, "sign-in")

    @property
    def _is_secure(self) -> bool:
        return self.public_url.startswith("https://")

    def _name(self, what: str) -> str:
        return f"__Host-{what}" if self._is_secure else f"{what}-{urlsplit(self.public_url).port or 80}"

    def _keep(self, response: Response, what: str, value: str) -> None:
        response.set_cookie(self._name(what), value, path="/", secure=self._is_secure, httponly=True, samesite="lax")

    def _drop(self, response: Response, what: str) -> None:
        response.delete_cookie(self._name(what), path="/", secure=self._is_secure, httponly=True, samesite="lax")
