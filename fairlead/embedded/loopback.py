"""HTTP to what runs on this machine: no TLS to prepare for, and no proxy, whatever the environment names."""

import ssl

import httpx

_NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody, and costs nothing to make; loading the machine's authorities takes longer than most commands."""


def plain_client(url: str, *, timeout: float, headers: dict[str, str] | None = None) -> httpx.Client:
    return httpx.Client(base_url=url, headers=headers, timeout=timeout, trust_env=False, verify=_NO_AUTHORITIES)


def plain_async_client(url: str, *, timeout: float) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, timeout=timeout, trust_env=False, verify=_NO_AUTHORITIES)
