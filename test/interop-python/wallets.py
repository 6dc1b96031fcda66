"""Makes the wallets of the development accounts given (`alice=//Alice`), unencrypted, under $HOME, as btcli keeps them."""

import sys

import bittensor

for argument in sys.argv[1:]:
    name, uri = argument.split("=")
    wallet = bittensor.wallet(name=name, hotkey="default")
    coldkey = bittensor.Keypair.create_from_uri(uri)
    wallet.set_coldkey(coldkey, encrypt=False, overwrite=True)
    wallet.set_coldkeypub(coldkey, encrypt=False, overwrite=True)
    wallet.set_hotkey(bittensor.Keypair.create_from_uri(uri + "//hot"), encrypt=False, overwrite=True)
