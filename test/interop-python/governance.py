"""
Senate and hidden weights with the SDK of June 2024 against the node at argv[1], after sdk.py: alice is a root validator.
argv[2] is `open`, which leaves a motion open, or `close`.
"""

import hashlib
import sys

import bittensor
from steps import step

subtensor = bittensor.subtensor(network=sys.argv[1])
alice, bob = (bittensor.wallet(name=name, hotkey="default") for name in ("alice", "bob"))
hotkey = alice.hotkey.ss58_address
substrate = subtensor.substrate


def send(pallet, function, params, keypair):
    call = substrate.compose_call(pallet, function, params)
    extrinsic = substrate.create_signed_extrinsic(call=call, keypair=keypair)
    receipt = substrate.submit_extrinsic(extrinsic, wait_for_finalization=True)
    if not receipt.is_success:
        raise RuntimeError(receipt.error_message["name"])
    return [f"{e.value['module_id']}.{e.value['event_id']}" for e in receipt.triggered_events]


def owner(function, value):
    return send("AdminUtils", f"sudo_set_commit_reveal_weights_{function}", {"netuid": 1, **value}, bob.coldkey)


def propose():
    remark = substrate.compose_call("System", "remark", {"remark": "0x01"})
    bounds = {"length_bound": len(remark.encode().data), "duration": 3600}
    return send("Triumvirate", "propose", {"proposal": remark, **bounds}, alice.coldkey)


def close():
    [proposal_hash] = subtensor.get_proposal_hashes()
    bounds = {"proposal_weight_bound": {"ref_time": 10**10, "proof_size": 10**6}, "length_bound": 100}
    return send("Triumvirate", "close", {"proposal_hash": proposal_hash, "index": 0, **bounds}, bob.coldkey)


def vote():
    [proposal_hash] = subtensor.get_proposal_hashes()
    return subtensor.vote_senate(alice, proposal_hash, 0, True, wait_for_finalization=True)


def hidden_weights(function):
    row = {"netuid": 1, "uids": [0], "weights": [65535], "salt": [1, 2, 3, 4]}
    return function(alice, **row, wait_for_inclusion=True, wait_for_finalization=True, max_retries=1)[0]


def next_interval():
    interval = substrate.query("SubtensorModule", "WeightCommitRevealInterval", [1]).value
    substrate.rpc_request("dev_newBlock", [{"count": interval - subtensor.get_current_block() % interval}])


def commit_and_reveal():
    """As spec 185 has it: the hash is over the row and its author, without a salt."""
    next_interval()
    row = {"netuid": 1, "uids": [0], "values": [65535], "version_key": 0}
    encoded = alice.hotkey.public_key + bytes.fromhex("0100" + "040000" + "04ffff" + "00" * 8)
    commit = {"netuid": 1, "commit_hash": "0x" + hashlib.blake2b(encoded, digest_size=32).hexdigest()}
    send("SubtensorModule", "commit_weights", commit, alice.hotkey)
    next_interval()
    return send("SubtensorModule", "reveal_weights", row, alice.hotkey)


if sys.argv[2] == "open":
    step("get_senate_members", lambda: subtensor.get_senate_members())
    step("is_senate_member", lambda: subtensor.is_senate_member(hotkey))
    step("a proposal of the Triumvirate", propose)
    step("get_proposals", lambda: [call["call_function"] for call, _ in subtensor.get_proposals().values()])
    step("vote_senate", vote)
    step("hidden weights are switched on", lambda: [owner("interval", {"interval": 10}), owner("enabled", {"enabled": True})])
    step("commit_weights", lambda: hidden_weights(subtensor.commit_weights))
    next_interval()
    step("reveal_weights", lambda: hidden_weights(subtensor.reveal_weights))
    step("weights committed and revealed", commit_and_reveal)
else:
    step("a motion is closed", close)
    step("hidden weights are switched off", lambda: owner("enabled", {"enabled": False}))
