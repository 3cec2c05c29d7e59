"""Records and analyses a short call, and prints what the next agent will see."""

import json
import os
import time
import urllib.error
import urllib.request

SERVICE = os.environ.get("LIVE_ASSIST", "http://localhost:8787")
CUSTOMER = "lena.fischer@example.com"
CALL = f"example-{time.time_ns()}"

SCOPES = "records:write+analytics:write+memory:read+customers:any"
with urllib.request.urlopen(f"{SERVICE}/dev/token?scope={SCOPES}") as answer:
    TOKEN = json.load(answer)["token"]


def post(path, body):
    request = urllib.request.Request(
        SERVICE + path,
        data=json.dumps(body).encode(),
        headers={"content-type": "application/json", "authorization": f"Bearer {TOKEN}"},
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        # Every error has a code for programs and a sentence for people.
        reason = json.load(refusal)
        raise SystemExit(f"{path}: {reason['code']}: {reason['error']}") from refusal


post(
    "/recordCallWindow",
    {
        "call_id": CALL,
        "window_num": 0,
        "client_email": CUSTOMER,
        "turns": [
            {"speaker": "agent", "transcript": "Good morning, how can I help?", "timestamp": "00:03"},
            {"speaker": "customer", "transcript": "My invoice shows a fee that I do not know.", "timestamp": "00:09"},
            {"speaker": "agent", "transcript": "I'll email you a corrected invoice by Friday.", "timestamp": "00:16"},
            {"speaker": "customer", "transcript": "Perfect, thanks a lot.", "timestamp": "00:20"},
        ],
    },
)
print("Summary:", post("/getCallAnalytics", {"call_id": CALL, "client_email": CUSTOMER})["summary"])
for promise in post("/getMemoryBox", {"client_email": CUSTOMER})["commitments"]:
    print("We owe:" if promise["owner"] == "agent" else "They owe:", promise["text"], promise["dueAt"] or "")
