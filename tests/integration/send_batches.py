#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends batches to /v1/ingest byte for byte as the two client libraries do (contract 4.1).

    send_batches.py --url http://127.0.0.1:8080 --key gt8004_sk_… --client typescript|python [--batches N] [--every S]

Open the console's Logs page beside it: the rows appear as they are sent. Exits 1 if a batch was not accepted whole.
"""
import argparse
import base64
import json
import random
import sys
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone

TOOLS = ["search", "summarize", "translate"]


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def entry(rng, number):
    """Entries are camelCase in both clients."""
    tool = rng.choice(TOOLS)
    status = rng.choice([200] * 9 + [402, 500])
    body = json.dumps({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": {"name": tool}})
    return {
        "requestId": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "method": "POST", "path": "/mcp", "statusCode": status, "responseMs": round(rng.uniform(5, 900), 3),
        "toolName": tool, "protocol": "mcp", "source": "sdk", "timestamp": now(),
        "requestBody": body, "responseBody": json.dumps({"jsonrpc": "2.0", "id": number, "result": {}}),
        "requestBodySize": len(body), "responseBodySize": 36,
        "headers": {"user-agent": "agent/1.0", "x-agent-id": f"buyer-{rng.randrange(20)}",
                    "authorization": "Bearer must-never-be-stored", "content-type": "application/json"},
        "ipAddress": f"203.0.113.{rng.randrange(1, 250)}", "userAgent": "agent/1.0",
        "contentType": "application/json",
    }


def typescript_batch(rng, agent, size):
    """snake_case batch, a new batch_id at every flush, X-Payment as plain JSON."""
    entries = [entry(rng, i) for i in range(size)]
    for item in entries:
        if item["statusCode"] >= 400 and item["statusCode"] != 402:
            item["errorType"] = f"HTTP_{item['statusCode']}"
        if item["statusCode"] == 200 and rng.random() < 0.3:
            tx = "0x" + f"{rng.getrandbits(256):064x}"
            item.update(x402Amount=0.02, x402TxHash=tx, x402Token="USDC-base-mainnet",
                        x402Payer="0x" + f"{rng.getrandbits(160):040x}")
            item["headers"]["x-payment"] = json.dumps({"amount": "0.02", "tx_hash": tx, "token": "USDC"})
    return {"agent_id": agent, "sdk_version": "0.1.0", "batch_id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            "entries": entries}


def python_batch(rng, agent, size):
    """camelCase batch without a batch id; payments as base64 of the real x402 payload."""
    entries = [entry(rng, i) for i in range(size)]
    for item in entries:
        item["agentVersion"] = "v2.8.1"
        if item["statusCode"] == 200 and rng.random() < 0.3:
            payer = "0x" + f"{rng.getrandbits(160):040x}"
            payload = {"x402Version": 1, "scheme": "exact", "network": "base",
                       "payload": {"signature": "0x" + "ab" * 65,
                                   "authorization": {"from": payer, "to": "0x" + "11" * 20, "value": "10000"}}}
            item["headers"]["x-payment"] = base64.b64encode(json.dumps(payload).encode()).decode()
            settled = {"success": True, "transaction": "0x" + f"{rng.getrandbits(256):064x}", "network": "base",
                       "payer": payer}
            item["headers"]["x-payment-response"] = base64.b64encode(json.dumps(settled).encode()).decode()
    return {"agentId": agent, "sdkVersion": "python-0.2.0", "entries": entries}


def send(url, key, batch):
    request = urllib.request.Request(url + "/v1/ingest", data=json.dumps(batch).encode(), method="POST",
                                     headers={"Authorization": "Bearer " + key, "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--key", required=True)
    parser.add_argument("--agent", default="")
    parser.add_argument("--client", choices=["typescript", "python"], default="typescript")
    parser.add_argument("--batches", type=int, default=1)
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("--every", type=float, default=0)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    make = typescript_batch if options.client == "typescript" else python_batch
    accepted = 0
    for _ in range(options.batches):
        status, answer = send(options.url, options.key, make(rng, options.agent, options.size))
        if status != 202 or answer.get("accepted", 0) + answer.get("duplicates", 0) != options.size:
            print(f"status {status}: {json.dumps(answer)}", file=sys.stderr)
            return 1
        accepted += answer["accepted"]
        if options.every:
            time.sleep(options.every)
    print(accepted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
