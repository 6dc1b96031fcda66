"""
An axon of the SDK on port argv[1] with the hotkey //Bob: answers argv[2], or where there is none the body turned around. Prints
a line when it serves; ends with its input.
"""

import base64
import sys

import bittensor
from yumanet_task import YumanetTask

wallet = bittensor.wallet(name="axon", hotkey="default")
keypair = bittensor.Keypair.create_from_uri("//Bob")
wallet.set_coldkeypub(keypair, overwrite=True)
wallet.set_hotkey(keypair, encrypt=False, overwrite=True)


def forward(synapse: YumanetTask) -> YumanetTask:
    answer = sys.argv[2].encode() if len(sys.argv) > 2 else base64.b64decode(synapse.body)[::-1]
    synapse.answer = base64.b64encode(answer).decode()
    return synapse


axon = bittensor.axon(wallet=wallet, ip="127.0.0.1", port=int(sys.argv[1]), external_ip="127.0.0.1")
axon.attach(forward_fn=forward).start()
print('{"serving": "%s"}' % bittensor.__version__, flush=True)
sys.stdin.read()
axon.stop()
