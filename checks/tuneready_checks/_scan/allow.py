"""Values that are known and fine."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from tuneready_checks._scan.hit import Hit


class Allowed(BaseModel):
    """One value, or all of a domain, or all that fit a pattern; and why they are fine."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    value: str | None = Field(None, min_length=1, description="the value; how it is spaced does not matter")
    domain: str | None = Field(
        None, min_length=1, description="domain of e-mail addresses and URLs, with its subdomains"
    )
    pattern: str | None = Field(
        None, min_length=1, description="RE2 pattern, looked for anywhere in the value"
    )
    reason: str = Field(min_length=1, description="why this is fine")

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str | None) -> str | None:
        if pattern is not None:
            import re2

            try:
                _compiled(pattern)
            except re2.error as error:
                raise ValueError(f"is not an RE2 pattern: {_reason(error)}") from None
        return pattern

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(each is not None for each in (self.value, self.domain, self.pattern)) != 1:
            raise ValueError("needs one of value, domain and pattern")
        return self

    def covers(self, hit: Hit) -> bool:
        """Whether this value is meant."""
        if self.value is not None:
            return _plain(self.value) == _plain(hit.value)
        if self.domain is not None:
            domain = self.domain.lower().strip(".@")
            return hit.domain == domain or hit.domain.endswith("." + domain)
        return bool(_compiled(self.pattern or "").search(hit.value))


def _reason(error: Exception) -> str:
    text = error.args[0] if error.args else ""
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)


def _compiled(pattern: str) -> Any:  # noqa: ANN401 — re2 has no types
    import re2

    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


def _plain(value: str) -> str:
    """A value without what people put between its characters."""
    return "".join(character for character in value.casefold() if character not in " -().+/")
