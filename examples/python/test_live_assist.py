"""Tests of the client that is generated from docs/openapi.json, against a running service: LIVE_ASSIST, TOKEN."""

import os
import time
import unittest

from live_assist import AuthenticatedClient
from live_assist.api.live_assist import (
    get_call_analytics,
    get_memory_box,
    healthz,
    list_calls,
    record_call_window,
)
from live_assist.models import (
    Failure,
    GetCallAnalyticsRequest,
    GetMemoryBoxRequest,
    ListCallsRequest,
    MemoryBox,
    OwnAnalytics,
    RecordCallWindowRequest,
)

SERVICE = os.environ["LIVE_ASSIST"]
client = AuthenticatedClient(base_url=SERVICE, token=os.environ["TOKEN"], timeout=60)

TURNS = [
    {"speaker": "agent", "transcript": "Good morning, how can I help?", "timestamp": "00:03"},
    {"speaker": "customer", "transcript": "My invoice shows a fee that I do not know.", "timestamp": "00:09"},
    {"speaker": "agent", "transcript": "I'll email you a corrected invoice by Friday.", "timestamp": "00:16"},
]


class GeneratedClient(unittest.TestCase):
    def test_records_analyses_and_remembers(self):
        call = {"call_id": f"python-{time.time_ns()}", "client_email": "ines.roth@example.com"}
        window = RecordCallWindowRequest.from_dict({**call, "window_num": 1, "turns": TURNS})
        self.assertEqual(record_call_window.sync(client=client, body=window).window_number, 1)

        analytics = get_call_analytics.sync(client=client, body=GetCallAnalyticsRequest.from_dict(call))
        self.assertIsInstance(analytics, OwnAnalytics)
        self.assertEqual(analytics.call_id, call["call_id"])
        self.assertIn("email you a corrected invoice", analytics.commitments[0].text)

        who = GetMemoryBoxRequest.from_dict({"client_email": call["client_email"]})
        box = get_memory_box.sync(client=client, body=who)
        self.assertIsInstance(box, MemoryBox)
        self.assertEqual(box.commitments[0].owner, "agent")
        calls = list_calls.sync(client=client, body=ListCallsRequest.from_dict({"client_email": call["client_email"]}))
        self.assertEqual(calls.calls[0].call_id, call["call_id"])

    def test_reads_a_refusal_with_its_code(self):
        answer = get_memory_box.sync_detailed(
            client=client, body=GetMemoryBoxRequest.from_dict({"client_email": "no-address"})
        )
        self.assertEqual(answer.status_code, 400)
        self.assertIsInstance(answer.parsed, Failure)
        self.assertEqual(answer.parsed.code, "invalid_request")
        self.assertEqual(answer.parsed.issues[0].path, "client_email")

    def test_reads_the_health_of_the_service(self):
        self.assertEqual(healthz.sync(client=client).status, "ok")


if __name__ == "__main__":
    unittest.main()
