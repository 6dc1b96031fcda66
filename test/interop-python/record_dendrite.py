"""Records what the SDK's dendrite sends for one question: prints the fixture services/miner/test/dendrite-<version>.json."""

import base64
import json
import socket
import threading

import bittensor

# The SDK asks a web page for its own address.
bittensor.utils.networking.get_external_ip = lambda: "127.0.0.1"
from yumanet_task import YumanetTask

DENDRITE, AXON = (bittensor.Keypair.create_from_uri(uri) for uri in ("//Alice", "//Bob"))
server = socket.create_server(("127.0.0.1", 0))
received = bytearray()


def record() -> None:
    connection, _ = server.accept()
    while b"\r\n\r\n" not in received:
        received.extend(connection.recv(65536))
    head, body = bytes(received).split(b"\r\n\r\n", 1)
    length = next(int(l.split(b":")[1]) for l in head.split(b"\r\n") if l.lower().startswith(b"content-length"))
    while len(body) < length:
        more = connection.recv(65536)
        received.extend(more)
        body += more
    connection.sendall(b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}")
    connection.close()


thread = threading.Thread(target=record)
thread.start()
axon = bittensor.AxonInfo(
    version=4, ip="127.0.0.1", port=server.getsockname()[1], ip_type=4, hotkey=AXON.ss58_address, coldkey=AXON.ss58_address
)
dendrite = bittensor.dendrite(wallet=DENDRITE)
question = YumanetTask(netuid="1", task="squares", body=base64.b64encode(b'{"numbers":[1,2,3]}').decode())
dendrite.query(axon, question, timeout=12)
thread.join(30)
print(json.dumps({"sdk": f"bittensor {bittensor.__version__}", "request": base64.b64encode(bytes(received)).decode()}, indent=2))
