"""GitHub's webhooks: what people write and take back in issues and discussions; all else is no mention."""

from collections.abc import Iterator, Mapping
from typing import Any

from sources.mapping import Plan, plan
from sources.values import text_of

_HEARD = frozenset({"opened", "created", "edited", "deleted"})
"""What is done to a text; labels, assignments and the like are housekeeping."""
_ABOUT = {
    "text": "$.body",
    "url": "$.html_url",
    "author_handle": "$.user.login",
    "author_url": "$.user.html_url",
    "created_at": "$.created_at",
    "score": "$.reactions.total_count",
    "likes": '$.reactions["+1"]',
}
_POST: Plan = plan({**_ABOUT, "title": "$.title", "comments": "$.comments"})
_COMMENT: Plan = plan(_ABOUT)
_KINDS = {"issue": "issue", "discussion": "question", "pull_request": "issue"}


def github(document: Any) -> Iterator[Any]:
    """Yield the mention a delivery is about; none for a ping and for what nobody has written."""
    if not isinstance(document, Mapping):
        yield document
    elif text_of(document, "action") in _HEARD:
        post = next((word for word in _KINDS if isinstance(document.get(word), Mapping)), None)
        if post is not None:
            yield from _said(document, post)


def _said(document: Mapping[str, Any], post: str) -> Iterator[Mapping[str, Any]]:
    comment = document.get("comment")
    about = comment if isinstance(comment, Mapping) else document[post]
    for said in (_COMMENT if about is comment else _POST).applied(about):
        yield {
            **said,
            **_whose(document, post, about),
            **(_under(document[post], post) if about is comment else {}),
            "kind": "comment" if about is comment else _KINDS[post],
            "native_id": _id("comment" if about is comment else post, about),
        }


def _whose(document: Mapping[str, Any], post: str, about: Mapping[str, Any]) -> dict[str, Any]:
    repository = document.get("repository")
    named = repository.get("full_name") if isinstance(repository, Mapping) else None
    return {
        "source": "github",
        "community": named,
        "edited_at": about.get("updated_at") if document["action"] == "edited" else None,
        "deleted": document["action"] == "deleted",
    }


def _under(post: Mapping[str, Any], word: str) -> dict[str, Any]:
    """Return where a comment stands."""
    return {"thread_root_id": _id(word, post), "thread_root_url": post.get("html_url")}


def _id(word: str, about: Mapping[str, Any]) -> str | None:
    """Return an id of its own: GitHub counts issues, discussions and comments apart."""
    number = about.get("id")
    return f"{word}-{number}" if isinstance(number, int | str) else None
