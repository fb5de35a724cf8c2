"""Handing one mail to a mail server, with the standard library's own client."""

import smtplib
import ssl
from email.message import EmailMessage

from sources.errors import Unreachable
from sources.mail_facts import MailServer, Security
from sources.text import clean_line

_PATIENCE = 30.0
"""Seconds a mail server may take for each step."""


def hand_over(server: MailServer, password: str, mail: EmailMessage) -> None:
    """Hand a mail over and return when the server has taken it. Blocks: call it in a worker thread.

    Raises:
        Unreachable: It was not taken; the message says why, and holds no password.
    """
    try:
        with _line(server) as line:
            if server.security is Security.STARTTLS:
                line.starttls(context=ssl.create_default_context())
            if server.user:
                line.login(server.user, password)
            line.send_message(mail)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise Unreachable(
            f"the mail server {server.host} {_why(error)}"
        ) from None  # it may quote what was sent


def _line(server: MailServer) -> smtplib.SMTP:
    if server.security is Security.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)


def _why(error: Exception) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return "does not accept our user or password"
        case smtplib.SMTPRecipientsRefused():
            return f"refuses the address: {_said(next(iter(error.recipients.values()), (0, b''))[1])}"
        case smtplib.SMTPResponseException():
            return f"refuses: {error.smtp_code} {_said(error.smtp_error)}"
        case smtplib.SMTPNotSupportedError():
            return "offers no encryption, no login, or no such address: look at [mail] in the settings"
        case ssl.SSLCertVerificationError():
            return f"has a certificate that is not accepted: {error.verify_message}"
        case TimeoutError():
            return "did not answer in time"
        case OSError():
            return f"could not be reached ({clean_line(error.strerror or type(error).__name__)})"
    return f"broke off ({type(error).__name__})"


def _said(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return clean_line(text)[:200]
