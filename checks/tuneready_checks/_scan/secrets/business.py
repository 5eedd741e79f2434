"""Keys of chat, mail, payment and shop services."""

from __future__ import annotations

from tuneready_checks._scan.secrets.rule import HEX, TOKEN, UUID, WORD, Rule

RULES = (
    Rule("slack-token", "Slack token", rb"xox[abeoprs]-|xoxe\.xox[bp]-",
        rb"(?:[0-9]-)?[A-Za-z0-9\-]{20,250}", start=rb"[A-Za-z0-9\-]{8}"),
    Rule("slack-app-token", "Slack app token", rb"xapp-[0-9]-",
        rb"[A-Z0-9]{9,13}-[0-9]{10,14}-[a-z0-9]{60,70}\b"),
    Rule("team-webhook", "chat webhook", rb"T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/", WORD + rb"{20,28}\b",
        hint=rb"/B[A-Z0-9]{8,12}/[A-Za-z0-9]{8}"),
    Rule("discord-bot-token", "Discord bot token", rb"[MNO][A-Za-z0-9_\-]{23,27}\.[A-Za-z0-9_\-]{6}\.",
        TOKEN + rb"{27,38}", hint=rb"\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{2}"),
    Rule("discord-webhook", "Discord webhook", rb"[0-9]{17,20}/", TOKEN + rb"{60,72}", lead=b"/webhooks/",
        start=rb"[A-Za-z0-9_\-]"),
    Rule("telegram-bot-token", "Telegram bot token", rb"[0-9]{8,10}:AA", TOKEN + rb"{33}"),
    Rule("sendgrid-key", "SendGrid API key", rb"SG\.", TOKEN + rb"{20,24}\." + TOKEN + rb"{39,50}"),
    Rule("mailgun-key", "Mailgun key", rb"key-", HEX + rb"{32}\b", start=HEX + rb"{8}"),
    Rule("mailchimp-key", "Mailchimp API key", HEX + rb"{32}-us", rb"[0-9]{1,2}\b",
        hint=rb"[0-9a-f]-us[0-9]"),
    Rule("brevo-key", "Brevo API key", rb"xkeysib-", HEX + rb"{64}-" + WORD + rb"{16}\b"),
    Rule("twilio-key", "Twilio API key", rb"SK", HEX + rb"{32}\b", start=HEX + rb"{8}"),
    Rule("stripe-key", "Stripe key", rb"(?:sk|rk)_(?:live|test|prod)_", WORD + rb"{16,247}\b"),
    Rule("stripe-webhook-secret", "Stripe webhook secret", rb"whsec_", rb"[A-Za-z0-9+/]{32,64}"),
    Rule("square-token", "Square token", rb"sq0(?:atp|csp)-", TOKEN + rb"{22,60}"),
    Rule("square-access-token", "Square access token", rb"EAAA[lE]", TOKEN + rb"{55,60}"),
    Rule("shop-token", "Shopify token", rb"shp(?:at|ca|pa|ss)_", rb"[0-9A-Fa-f]{32}\b"),
    Rule("plaid-token", "Plaid token", rb"access-(?:sandbox|development|production)-", UUID),
    Rule("easypost-key", "EasyPost API key", rb"EZ[AT]K", WORD + rb"{54}\b"),
    Rule("parcel-token", "parcel API token", rb"shippo_(?:live|test)_", HEX + rb"{40}\b"),
    Rule("hubspot-token", "HubSpot token", rb"pat-(?:na|eu)[0-9]-", UUID),
)  # fmt: skip
