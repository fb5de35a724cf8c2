"""What the certificate of an https answer says, and why one was not accepted."""

import ssl
from datetime import UTC, datetime

import httpx


def expires(response: httpx.Response) -> datetime | None:
    """Return until when the certificate holds that an answer came under; None where there was none."""
    stream = response.extensions.get("network_stream")
    line = stream.get_extra_info("ssl_object") if stream is not None else None
    end = (line.getpeercert() or {}).get("notAfter") if line is not None else None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(end), UTC) if isinstance(end, str) else None


def unaccepted(error: BaseException) -> str:
    """Return why a certificate was not accepted, as part of a sentence; empty where it was."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"has a certificate no browser would accept: {cause.verify_message}"
        cause = cause.__cause__ or cause.__context__
    return ""
