"""Keys of clouds, databases and infrastructure."""

from __future__ import annotations

from tuneready_checks._scan.hit import Level
from tuneready_checks._scan.secrets.rule import HEX, TOKEN, WORD, Rule

RULES = (
    Rule("aws-access-key", "AWS access key id", rb"AKIA|ASIA|ABIA|ACCA", rb"[A-Z2-7]{16}\b"),
    Rule("google-api-key", "Google API key", rb"AIza", TOKEN + rb"{35}"),
    Rule("google-access-token", "Google access token", rb"ya29\.", TOKEN + rb"{30,300}"),
    Rule("google-client-secret", "Google client secret", rb"GOCSPX-", TOKEN + rb"{28}"),
    Rule("azure-storage-key", "Azure storage key", rb"(?:Account|SharedAccess)Key=",
        rb"[A-Za-z0-9+/]{42,86}={1,2}", start=rb"[A-Za-z0-9+/]{20}"),
    Rule("azure-client-secret", "Azure client secret", rb"[A-Za-z0-9_~.]{3}[0-9]Q~",
        rb"[A-Za-z0-9_~.\-]{31,34}", hint=rb"[0-9]Q~[A-Za-z0-9_~.\-]{8}"),
    Rule("digitalocean-token", "DigitalOcean token", rb"do[opr]_v1_", HEX + rb"{64}\b"),
    Rule("databricks-token", "Databricks token", rb"dapi", HEX + rb"{32}(?:-[0-9])?\b", start=HEX + rb"{8}"),
    Rule("vault-token", "Vault token", rb"hv[sbr]\.", TOKEN + rb"{24,300}"),
    Rule("terraform-token", "Terraform token", WORD + rb"{14}\.atlasv1\.", TOKEN + rb"{60,70}",
        hint=rb"\.atlasv1\."),
    Rule("heroku-key", "Heroku API key", rb"HRKU-", TOKEN + rb"{36,60}"),
    Rule("pulumi-token", "Pulumi token", rb"pul-", HEX + rb"{40}\b", start=HEX + rb"{8}"),
    Rule("fly-token", "Fly access token", rb"fo1_", TOKEN + rb"{43}"),
    Rule("supabase-token", "Supabase token", rb"sbp_", HEX + rb"{40}\b"),
    Rule("planet-token", "PlanetScale token", rb"pscale_(?:tkn|pw|oauth)_", rb"[A-Za-z0-9_.\-]{32,64}"),
    Rule("tailscale-key", "Tailscale key", rb"tskey-(?:api|auth|client|scim|webhook)-", TOKEN + rb"{20,70}"),
    Rule("doppler-token", "Doppler token", rb"dp\.(?:pt|st|ct|sa|scim|audit)\.",
        rb"(?:[a-z0-9_\-]{2,35}\.)?" + WORD + rb"{40,44}\b", start=rb"[A-Za-z0-9_\-]{2}"),
    Rule("alibaba-key", "Alibaba access key id", rb"LTAI", WORD + rb"{20}\b"),
    Rule("newrelic-key", "New Relic key", rb"NRAK-|NRII-", rb"[A-Za-z0-9\-]{27,32}"),
    Rule("dynatrace-token", "Dynatrace token", rb"dt0[a-z][0-9]{2}\.", rb"[A-Z0-9]{24}\.[A-Z0-9]{64}\b"),
    Rule("grafana-token", "Grafana token", rb"glsa_|glc_", rb"[A-Za-z0-9+/]{32,400}(?:_" + HEX + rb"{8})?"),
    Rule("sentry-token", "Sentry token", rb"sntry[su]_", rb"[A-Za-z0-9+/=_\-]{40,400}"),
    Rule("onepassword-token", "1Password service token", rb"ops_eyJ", rb"[A-Za-z0-9+/]{200,}={0,2}"),
    Rule("cloudflare-origin-key", "Cloudflare origin CA key", rb"v1\.0-",
        HEX + rb"{24}-" + HEX + rb"{146}\b", level=Level.HIGH, start=HEX + rb"{8}"),
)  # fmt: skip
