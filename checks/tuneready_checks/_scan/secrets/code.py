"""Tokens of forges, package registries and tools for developers."""

from __future__ import annotations

from tuneready_checks._scan.hit import Level
from tuneready_checks._scan.secrets.rule import HEX, TOKEN, WORD, Rule

_UUID_4 = HEX + rb"{8}-" + HEX + rb"{4}-4" + HEX + rb"{3}-" + HEX + rb"{4}-" + HEX + rb"{12}\b"

RULES = (
    Rule("gh-token", "GitHub token", rb"gh[pousr]_", WORD + rb"{36,255}\b"),
    Rule("gh-fine-grained-token", "GitHub fine-grained token", rb"github_pat_", rb"[A-Za-z0-9_]{82}\b"),
    Rule("gl-token", "GitLab token", rb"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-",
        TOKEN + rb"{20,64}"),
    Rule("bitbucket-token", "Bitbucket token", rb"ATBB", WORD + rb"{32}\b"),
    Rule("atlassian-token", "Atlassian API token", rb"ATATT3", rb"[A-Za-z0-9_\-=]{180,200}"),
    Rule("node-package-token", "npm token", rb"npm_", WORD + rb"{36}\b"),
    Rule("python-package-token", "PyPI token", rb"pypi-AgEI", TOKEN + rb"{50,1000}"),
    Rule("ruby-package-token", "RubyGems token", rb"rubygems_", HEX + rb"{48}\b"),
    Rule("rust-package-token", "crates.io token", rb"cio", WORD + rb"{32}\b", level=Level.MEDIUM,
        start=WORD + rb"{32}\b", apart=rb"+/"),
    Rule("container-hub-token", "Docker Hub token", rb"dckr_(?:pat|oat)_", TOKEN + rb"{27,32}"),
    Rule("postman-key", "Postman API key", rb"PMAK-", HEX + rb"{24}-" + HEX + rb"{34}\b"),
    Rule("linear-key", "Linear API key", rb"lin_api_", WORD + rb"{40}\b"),
    Rule("notion-token", "Notion token", rb"ntn_", WORD + rb"{43,50}\b"),
    Rule("figma-token", "Figma token", rb"fig[duo]r?_", TOKEN + rb"{40,60}"),
    Rule("airtable-token", "Airtable token", rb"pat[A-Za-z0-9]{14}\.", HEX + rb"{64}\b",
        hint=rb"pat[A-Za-z0-9]{14}\.[0-9a-f]"),
    Rule("contentful-token", "Contentful token", rb"CFPAT-", TOKEN + rb"{43}"),
    Rule("launch-flag-key", "LaunchDarkly SDK key", rb"(?:sdk|api)-", _UUID_4,
        start=HEX + rb"{8}-" + HEX + rb"{4}-4"),
)  # fmt: skip
