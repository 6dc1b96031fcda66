"""Our synapse, as a validator or miner with the SDK (bittensor 7) declares it; see libs/subnet-kit/src/axon/synapse/message.ts."""

from typing import ClassVar, Optional, Tuple

import bittensor


class YumanetTask(bittensor.Synapse):
    netuid: str
    task: str
    body: str
    answer: Optional[str] = None
    required_hash_fields: ClassVar[Tuple[str, ...]] = ("netuid", "task", "body")
