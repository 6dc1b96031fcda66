import { subjectsOf } from '@yumanet/proto/subjects';

/** What one kind of service may do on the bus. Streams, buckets by name. */
export interface BusRole {
  readonly name: string;
  /** Subjects it may publish. */
  readonly publishes?: readonly string[];
  /** Streams it creates and configures. */
  readonly manages?: readonly string[];
  /** Streams it may follow. */
  readonly follows?: readonly string[];
  /** Key-value buckets it reads and writes. */
  readonly tables?: readonly string[];
  /** Object buckets it writes; reading is for who follows. */
  readonly writesObjects?: readonly string[];
  readonly readsObjects?: readonly string[];
}

/** As nats-server's configuration wants it. */
export interface BusPermissions {
  readonly publish: { readonly allow: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
}

/** Answers to requests come here; nobody else may listen there. @param user name of a role, or the public nkey of one service. */
export function inboxPrefixOf(user: string): string {
  return `_INBOX_${user}`;
}

/**
 * Everything not listed is forbidden. Readers may make consumers, but not list them: a consumer's name is random, so nobody can
 * disturb another's.
 *
 * @param user who gets them: the role itself, or one of several services that have it.
 */
export function permissionsOf(role: BusRole, user: string = role.name): BusPermissions {
  const {
    publishes = [],
    manages = [],
    follows = [],
    tables = [],
    writesObjects = [],
    readsObjects = [],
  } = role;
  const tableStreams = tables.map((bucket) => `KV_${bucket}`);
  const writtenStreams = writesObjects.map((bucket) => `OBJ_${bucket}`);
  const readStreams = readsObjects.map((bucket) => `OBJ_${bucket}`);
  const managed = [...manages, ...tableStreams, ...writtenStreams];
  const read = new Set([...managed, ...follows, ...readStreams]);
  return {
    publish: {
      allow: [
        '$JS.API.INFO',
        ...publishes,
        ...managed.flatMap(manageSubjects),
        ...[...read].flatMap(readSubjects),
        ...tables.map((bucket) => `$KV.${bucket}.>`),
        ...writesObjects.flatMap((bucket) => [`$O.${bucket}.C.>`, `$O.${bucket}.M.>`]),
      ],
    },
    subscribe: { allow: [`${inboxPrefixOf(user)}.>`] },
  };
}

function manageSubjects(stream: string): string[] {
  return ['CREATE', 'UPDATE', 'PURGE', 'LEADER.STEPDOWN'].map((verb) => `$JS.API.STREAM.${verb}.${stream}`);
}

function readSubjects(stream: string): string[] {
  return [
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.STREAM.MSG.GET.${stream}`,
    `$JS.API.DIRECT.GET.${stream}`,
    `$JS.API.DIRECT.GET.${stream}.>`,
    `$JS.API.CONSUMER.CREATE.${stream}`,
    `$JS.API.CONSUMER.CREATE.${stream}.>`,
    `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.>`,
    `$JS.API.CONSUMER.INFO.${stream}.>`,
    `$JS.API.CONSUMER.DELETE.${stream}.>`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
    `$JS.ACK.${stream}.>`,
    `$JS.FC.${stream}.>`,
  ];
}

/** The house's roles on one network: the owner of a fact alone publishes it, everybody else hears it. */
export function rolesOf(network: string): readonly BusRole[] {
  const subjects = subjectsOf(network);
  const { chainStream, emissionStream, blockBucket } = subjects;
  const listener = (name: string): BusRole => ({
    name,
    follows: [chainStream, emissionStream],
    readsObjects: [blockBucket],
  });
  const chain: BusRole = {
    name: 'chain',
    publishes: [subjects.blockFinalized, subjects.epochDue, subjects.epochWorkerExcluded],
    manages: [
      chainStream,
      subjects.epochQueue,
      `${subjects.epochQueue}-dead`,
      subjects.epochResultStream,
      subjects.epochFaultStream,
    ],
    tables: [subjects.leaseBucket],
    writesObjects: [blockBucket],
  };
  const emission: BusRole = {
    name: 'emission',
    publishes: [subjects.epochVerified, subjects.epochComputed, `${subjects.epochDue}.dead`],
    manages: [emissionStream, subjects.epochQueue, `${subjects.epochQueue}-dead`, subjects.epochResultStream],
    follows: [chainStream],
    readsObjects: [blockBucket],
  };
  const validator: BusRole = {
    ...listener('validator'),
    publishes: [`${subjects.scoringDue}.>`],
    manages: [subjects.scoringQueue, `${subjects.scoringQueue}-dead`],
    tables: [
      subjects.scoreBucket,
      subjects.intentBucket,
      subjects.roundBucket,
      subjects.validatorLeaseBucket,
    ],
    writesObjects: [subjects.roundObjects],
  };
  return [chain, emission, validator, listener('miner'), listener('explorer')];
}
