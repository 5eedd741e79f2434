"""Real datasets, where they lie beside the repository: every line is of its format, right, and viewed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tuneready.formats.detect import detect
from tuneready.formats.validate import faults

DATA = Path(__file__).parents[2].parent / "shared" / "data"
FORMATS = {
    "aws_nova_tooluse/formatted_test_ft.jsonl": "bedrock-converse",
    "aws_nova_tooluse/formatted_train_ft.jsonl": "bedrock-converse",
    "aws_nova_tooluse/test_ft.jsonl": "bedrock-claude",
    "aws_nova_tooluse/train_ft.jsonl": "bedrock-claude",
    "fastchat_dummy/sharegpt.jsonl": "sharegpt",
    "gsm8k/test.jsonl": "openai-chat",
    "gsm8k/train.jsonl": "openai-chat",
    "humaneval/native.jsonl": "trl-prompt-only",
    "llama_factory/dpo_en_demo.jsonl": "sharegpt-preference",
    "llama_factory/glaive_toolcall_en_demo.jsonl": "sharegpt",
    "llama_factory/identity.jsonl": "alpaca",
    "llama_factory/kto_en_demo.jsonl": "messages-kto",
    "llama_factory/v1_dpo_demo.jsonl": "llama-factory-v1-preference",
    "llama_factory/v1_sft_demo.jsonl": "llama-factory-v1",
    "openai_cookbook_toy/toy_chat_fine_tuning.jsonl": "openai-chat",
    "openai_cookbook_toy/toy_chat_official5.jsonl": "openai-chat",
    "presidio_pii/labelled_half.jsonl": "plain-text",
    "self_instruct_seed/alpaca.jsonl": "alpaca",
    "snips/test.jsonl": "openai-chat",
    "snips/train.jsonl": "openai-chat",
    "truthfulqa_judge/finetune_truth_dev.jsonl": "prompt-completion",
    "truthfulqa_judge/finetune_truth_train.jsonl": "prompt-completion",
}


@pytest.mark.parametrize(("name", "expected"), FORMATS.items())
def test_every_line(name: str, expected: str) -> None:
    if not (DATA / name).exists():
        pytest.skip("the shared data is not beside this repository")
    lines = (DATA / name).read_bytes().splitlines()
    assert lines
    for line in lines:
        record = json.loads(line)
        found = detect(record)
        assert found is not None
        assert found.name == expected
        assert faults(found, record) == []
        assert found.view(record).turns
