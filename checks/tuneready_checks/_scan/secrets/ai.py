"""Keys of makers and hosts of models."""

from __future__ import annotations

from tuneready_checks._scan.hit import Level
from tuneready_checks._scan.secrets.rule import HEX, TOKEN, WORD, Rule

RULES = (
    Rule("openai-key", "OpenAI API key", rb"sk-(?:proj-|svcacct-|admin-|None-)?" + TOKEN + rb"{20,100}",
        rb"T3BlbkFJ" + TOKEN + rb"{20,100}", hint=rb"T3BlbkFJ"),
    Rule("anthropic-key", "Anthropic API key", rb"sk-ant-(?:api|admin|oat)[0-9]{2}-", TOKEN + rb"{80,120}"),
    Rule("openrouter-key", "OpenRouter API key", rb"sk-or-v1-", HEX + rb"{64}\b"),
    Rule("other-sk-key", "API key", rb"sk-", HEX + rb"{32}\b", level=Level.MEDIUM, start=HEX + rb"{8}"),
    Rule("hub-token", "Hugging Face token", rb"hf_|api_org_", rb"[A-Za-z]{34}\b"),
    Rule("groq-key", "Groq API key", rb"gsk_", WORD + rb"{52}\b"),
    Rule("grok-key", "xAI API key", rb"xai-", WORD + rb"{80}\b"),
    Rule("replicate-token", "Replicate API token", rb"r8_", WORD + rb"{37}\b"),
    Rule("nvidia-key", "NVIDIA API key", rb"nvapi-", TOKEN + rb"{60,70}"),
    Rule("perplexity-key", "Perplexity API key", rb"pplx-", WORD + rb"{48}\b"),
    Rule("langsmith-key", "LangSmith API key", rb"lsv2_(?:pt|sk)_", HEX + rb"{32}_" + HEX + rb"{10}\b"),
    Rule("pinecone-key", "Pinecone API key", rb"pcsk_", WORD + rb"{5,6}_" + WORD + rb"{60,65}\b"),
    Rule("tavily-key", "Tavily API key", rb"tvly-", TOKEN + rb"{32,48}"),
)  # fmt: skip
