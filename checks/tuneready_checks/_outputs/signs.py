"""Bytes without which no output holds a placeholder, a refusal or a turn of the user; in the syntax that RE2 understands."""

PLACEHOLDER = (
    rb"\{\{|\[[A-Za-z][A-Za-z_ '/-]+\]|<[a-z_ -]+>|(?i:lorem ipsum|dolor sit amet)|TODO|FIXME|TBD|XXX|"
    rb"(?i:\byour[_ ](?:name|company|email|api[_ ]key)\b)"
)
REFUSAL = (
    rb"(?i:as an? (?:ai|artificial|language|large)|(?:can(?:no|['\xe2]|\x80\x99)*t|able to|won.{1,3}t) "
    rb"(?:assist|help|fulfil|provide|comply|do that|answer|engage|create|generate|support)|i.{1,5}m sorry,? but)"
)
TURN = rb"(?:User|USER|Human|HUMAN)(?:\*\*)?:|## (?:Instruction|Human|User):"
