"""The SDK of June 2024 (bittensor 7) against the node at argv[1]: owner bob, validator alice, miner eve, netuid 1."""

import sys

import bittensor
from steps import step

subtensor = bittensor.subtensor(network=sys.argv[1])
alice, bob, eve = (bittensor.wallet(name=name, hotkey="default") for name in ("alice", "bob", "eve"))
hotkey = alice.hotkey.ss58_address
final = {"wait_for_inclusion": True, "wait_for_finalization": True, "prompt": False}
included = {"wait_for_inclusion": True, "prompt": False}
tao = bittensor.Balance.from_tao

step("get_balance", lambda: subtensor.get_balance(alice.coldkeypub.ss58_address).rao)
step("get_subnet_burn_cost", lambda: subtensor.get_subnet_burn_cost())
step("register_subnetwork", lambda: subtensor.register_subnetwork(bob, **final))
step("get_all_subnets_info", lambda: [[s.netuid, s.tempo, s.owner_ss58] for s in subtensor.get_all_subnets_info()])
step("get_subnet_hyperparameters", lambda: subtensor.get_subnet_hyperparameters(1).__dict__)
step("burned_register", lambda: [subtensor.burned_register(w, 1, **final) for w in (eve, alice)])
step("root_register", lambda: subtensor.root_register(alice, **final))
step("add_stake", lambda: subtensor.add_stake(alice, amount=tao(100), **included))
step("delegate", lambda: subtensor.delegate(bob, hotkey, tao(5), **included))
step("undelegate", lambda: subtensor.undelegate(bob, hotkey, tao(1), **included))
step("unstake", lambda: subtensor.unstake(alice, amount=tao(10), **included))
step("nominate", lambda: subtensor.nominate(eve, wait_for_finalization=True))
step("set_weights", lambda: subtensor.set_weights(alice, 1, uids=[0], weights=[1.0], **final)[0])
step("root_set_weights", lambda: subtensor.root_set_weights(alice, netuids=[1], weights=[1.0], **final))
step("serve", lambda: subtensor.serve(eve, "1.2.3.4", 8091, protocol=4, netuid=1, wait_for_finalization=True))
step("transfer", lambda: subtensor.transfer(alice, bob.coldkeypub.ss58_address, tao(2), **included))
step("neurons_lite", lambda: [[n.uid, n.hotkey, n.coldkey, n.validator_permit] for n in subtensor.neurons_lite(1)])
step("neurons", lambda: [[n.uid, n.weights] for n in subtensor.neurons(1)])
step("metagraph", lambda: subtensor.metagraph(1, lite=False).W.tolist())
step("metagraph axons", lambda: [axon.ip_str() for axon in subtensor.metagraph(1).axons])
step("get_axon_info", lambda: (lambda axon: [axon.ip, axon.port])(subtensor.get_axon_info(1, eve.hotkey.ss58_address)))
step("get_delegates", lambda: [[d.hotkey_ss58, d.total_stake.rao, d.registrations] for d in subtensor.get_delegates()])
step("get_delegate_by_hotkey", lambda: round(subtensor.get_delegate_by_hotkey(hotkey).take, 6))
step("get_delegated", lambda: [[d.hotkey_ss58, b.rao] for d, b in subtensor.get_delegated(bob.coldkeypub.ss58_address)])
step("get_stake_info_for_coldkey", lambda: [[s.hotkey_ss58, s.stake.rao] for s in subtensor.get_stake_info_for_coldkey(bob.coldkeypub.ss58_address)])
