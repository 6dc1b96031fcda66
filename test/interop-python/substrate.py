"""substrate-interface, unmodified, against the node at argv[1]."""

import sys

from steps import step
from substrateinterface import Keypair, SubstrateInterface

# Balances are u64 on Subtensor: no metadata of that time tells clients so for fees.
registry = {"types": {"Balance": "u64"}}
substrate = SubstrateInterface(url=sys.argv[1], ss58_format=42, type_registry=registry)
alice, bob = Keypair.create_from_uri("//Alice"), Keypair.create_from_uri("//Bob")


def send(pallet, function, params, keypair=alice, **options):
    call = substrate.compose_call(pallet, function, params)
    extrinsic = substrate.create_signed_extrinsic(call=call, keypair=keypair, **options)
    receipt = substrate.submit_extrinsic(extrinsic, wait_for_finalization=True)
    return receipt if receipt.is_success else receipt.error_message["name"]


def events(receipt):
    return [f"{e.value['module_id']}.{e.value['event_id']}" for e in receipt.triggered_events]


def sudo(function, params):
    call = substrate.compose_call("AdminUtils", function, params)
    return events(send("Sudo", "sudo", {"call": call}))


def calls_of(block_hash):
    block = substrate.get_block(block_hash)
    return [[e.value["call"]["call_module"], e.value["call"]["call_function"]] for e in block["extrinsics"]]


substrate.init_runtime()
step("spec version", lambda: substrate.runtime_version)
step("transfer", lambda: events(send("Balances", "transfer_keep_alive", {"dest": bob.ss58_address, "value": 10**9})))
step("read a block's calls back", lambda: calls_of(send("Balances", "transfer_keep_alive", {"dest": bob.ss58_address, "value": 1}).block_hash))
step("a mortal transaction with a tip", lambda: events(send("System", "remark", {"remark": "0x01"}, tip=7, era={"period": 16})))
step("a batch", lambda: events(send("Utility", "batch_all", {"calls": [substrate.compose_call("System", "remark", {"remark": "0x02"})] * 2})))
step("a module error by name", lambda: send("SubtensorModule", "dissolve_network", {"netuid": 77}))
step("storage", lambda: substrate.query("System", "Account", [bob.ss58_address]).value["data"]["free"])
step("a storage map", lambda: len(list(substrate.query_map("System", "Account", page_size=2))))
step("fee of a call", lambda: substrate.get_payment_info(substrate.compose_call("System", "remark", {"remark": "0x"}), alice)["partialFee"])
step("sudo: no rate limits", lambda: [sudo("sudo_set_weights_set_rate_limit", {"netuid": n, "weights_set_rate_limit": 0}) for n in (0, 1)])
step("Subtensor's own RPC", lambda: substrate.rpc_request("neuronInfo_getNeuronsLite", [0])["result"])
