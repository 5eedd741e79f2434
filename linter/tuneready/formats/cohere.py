"""Cohere's fine-tuning formats for chat and rerank; Cohere retired the service on 2025-09-15.

Source: cohere-ai/cohere-developer-experience, commit e814c8a (archived fine-tuning pages). The pages
write roles as System, User, Chatbot, and once in lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tuneready.example import Part, Role, Turn, View
from tuneready.formats._schema import STRING, listing, one_of_words, record, thing
from tuneready.formats._signs import messages_of
from tuneready.formats.base import Format, Record

ROLES: Mapping[str, Role] = {
    "System": "system",
    "User": "user",
    "Chatbot": "assistant",
    "system": "system",
    "user": "user",
    "chatbot": "assistant",
}


def is_chat(data: Record) -> bool:
    """Someone is called Chatbot: no other format does."""
    return any(message.get("role") in ("Chatbot", "chatbot") for message in messages_of(data))


def chat_view(data: Record) -> View:
    """What the chatbot says is trained on."""
    turns = []
    for index, message in enumerate(data["messages"]):
        role = ROLES[message["role"]]
        parts = (Part(message["content"], f"/messages/{index}/content"),)
        turns.append(Turn(role, parts, trained=role == "assistant"))
    return View(tuple(turns))


def _passages(passages: Iterable[str], name: str) -> Turn:
    parts = tuple(Part(text, f"/{name}/{index}") for index, text in enumerate(passages))
    return Turn("assistant", parts, trained=True)


def rerank_view(data: Record) -> View:
    """Relevant passages are the answer to the query; hard negatives are rejected."""
    query = Turn("user", (Part(data["query"], "/query"),))
    negatives = data.get("hard_negatives")
    rejected = (_passages(negatives, "hard_negatives"),) if negatives else ()
    return View((query, _passages(data["relevant_passages"], "relevant_passages")), rejected)


CHAT = Format(
    name="cohere-chat",
    title="Cohere chat",
    keys=frozenset({"messages"}),
    schema=record(
        ["messages"],
        {"messages": listing(thing(["role", "content"], {"role": one_of_words(*ROLES), "content": STRING}))},
    ),
    view=chat_view,
    recognises=is_chat,
    also=frozenset({"openai-chat"}),
)
RERANK = Format(
    name="cohere-rerank",
    title="Cohere rerank",
    keys=frozenset({"query", "relevant_passages"}),
    schema=record(
        ["query", "relevant_passages"],
        {
            "query": STRING,
            "relevant_passages": listing(STRING),
            "hard_negatives": {"type": ["array", "null"], "items": STRING},
        },
    ),
    view=rerank_view,
)
