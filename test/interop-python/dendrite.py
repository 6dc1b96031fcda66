"""The SDK's dendrite asks the axon at argv[1] (ip:port) with hotkey argv[2] the task argv[4] of netuid argv[3], body argv[5], as argv[6]."""

import sys

import bittensor
from steps import step

# The SDK asks a web page for its own address.
bittensor.utils.networking.get_external_ip = lambda: "127.0.0.1"
from yumanet_task import YumanetTask

address, hotkey, netuid, task, body, uri = sys.argv[1:]
ip, port = address.rsplit(":", 1)
axon = bittensor.AxonInfo(version=4, ip=ip, port=int(port), ip_type=4, hotkey=hotkey, coldkey=hotkey)
dendrite = bittensor.dendrite(wallet=bittensor.Keypair.create_from_uri(uri))
stranger = bittensor.dendrite(wallet=bittensor.Keypair.create_from_uri("//Nobody"))


def ask(by, **change):
    question = YumanetTask(**{"netuid": netuid, "task": task, "body": body, **change})
    said = by.query(axon, question, timeout=20)
    return {"status": said.dendrite.status_code, "message": said.dendrite.status_message, "answer": said.answer}


step("asks", lambda: ask(dendrite))
step("asks again", lambda: ask(dendrite))
step("asks for another task", lambda: ask(dendrite, task="no-such-task"))
step("asks as a stranger", lambda: ask(stranger))
