import {
  H256,
  Weight,
  bool,
  compact,
  option,
  outer,
  perDispatchClass,
  str,
  struct,
  u32,
  u64,
  v,
  variant,
  vec,
  type EventRecordValue,
  type Type,
} from '@yumanet/frame';

export const PhaseType = variant('frame_system::Phase', {
  ApplyExtrinsic: v(0, u32),
  Finalization: v(1),
  Initialization: v(2),
});

const RuntimeEvent = outer<EventRecordValue['event']>('RuntimeEvent');

export const EventRecord: Type<EventRecordValue> = struct(
  'frame_system::EventRecord',
  { phase: PhaseType, event: RuntimeEvent, topics: vec(H256) },
  // Clients find the runtime's event enum here.
  [
    { name: 'E', type: RuntimeEvent },
    { name: 'T', type: H256 },
  ],
);

export const LastRuntimeUpgradeInfo = struct('frame_system::LastRuntimeUpgradeInfo', {
  spec_version: compact(u32),
  spec_name: str,
});

export const CodeUpgradeAuthorization = struct('frame_system::CodeUpgradeAuthorization', {
  code_hash: H256,
  check_version: bool,
});

const WeightsPerClass = struct('frame_system::limits::WeightsPerClass', {
  base_extrinsic: Weight,
  max_extrinsic: option(Weight),
  max_total: option(Weight),
  reserved: option(Weight),
});

export const BlockWeights = struct('frame_system::limits::BlockWeights', {
  base_block: Weight,
  max_block: Weight,
  per_class: perDispatchClass(WeightsPerClass),
});

export const BlockLength = struct('frame_system::limits::BlockLength', { max: perDispatchClass(u32) });

export const RuntimeDbWeight = struct('sp_weights::RuntimeDbWeight', { read: u64, write: u64 });

export const ConsumedWeight = perDispatchClass(Weight);
