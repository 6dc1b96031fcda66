/** `@yumanet/service-kit/nats`: The bus: streams, queues, tables, leases, and own servers for tests. */
export { Bus, type BusOptions, type BusState } from '../nats/bus.js';
export type { BusLogin } from '../nats/bus-login.js';
export { createNkey } from '../nats/nkey.js';
export { deadLetterReason, type DeadLetterReason } from '../nats/dead-letter.js';
export {
  ensureNatsServer,
  findNatsServer,
  installCommand,
  installNatsServerOnDebian,
  thisMachine,
  type Machine,
} from '../nats/find-server.js';
export { follow, type FollowOptions } from '../nats/follow.js';
export { Lease, type HeldLease, type LeaseOptions } from '../nats/lease.js';
export { ObjectBucket, type ObjectBucketOptions } from '../nats/objects.js';
export {
  inboxPrefixOf,
  permissionsOf,
  rolesOf,
  type BusPermissions,
  type BusRole,
} from '../nats/permissions.js';
export { Publisher, type PublishOptions, type Published } from '../nats/publish.js';
export { readMessage } from '../nats/read-message.js';
export type { Received } from '../nats/receive.js';
export { NatsCluster, type NatsClusterOptions } from '../nats/server-cluster.js';
export {
  accountsOf,
  renderServerConfig,
  type BusUser,
  type NatsServerConfig,
} from '../nats/server-config.js';
export { NatsServerProcess, type NatsServerOptions } from '../nats/server-process.js';
export { ensureStream, type StreamOptions } from '../nats/streams.js';
export { Table, type Change, type Row, type TableOptions } from '../nats/table.js';
export { LARGE_BYTES, decodeMessage, type MessageType, type Topic } from '../nats/topic.js';
export {
  WorkQueue,
  type Job,
  type SharedStream,
  type WorkOptions,
  type WorkQueueOptions,
} from '../nats/work-queue.js';
