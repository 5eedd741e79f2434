"""All targets, by name: providers first, then trainers; the order in which they are told."""

from __future__ import annotations

from tuneready.targets import (
    axolotl,
    azure_openai,
    bedrock_claude,
    bedrock_llama,
    bedrock_nova,
    bedrock_titan,
    cohere,
    fireworks,
    hugging_face_trl,
    llama_factory,
    mistral,
    openai,
    setfit,
    together,
    torchtune,
    unsloth,
    vertex_ai,
)
from tuneready.targets.base import Target

TARGETS: dict[str, Target] = {
    each.TARGET.name: each.TARGET
    for each in (
        openai,
        azure_openai,
        vertex_ai,
        bedrock_nova,
        bedrock_claude,
        bedrock_llama,
        bedrock_titan,
        mistral,
        together,
        fireworks,
        cohere,
        hugging_face_trl,
        axolotl,
        llama_factory,
        unsloth,
        torchtune,
        setfit,
    )
}
