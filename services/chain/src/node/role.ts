/** How clients reach a node of a cluster. */
export interface NodeAddress {
  /** The node's name in its cluster. */
  readonly name: string;
  /** JSON-RPC: `ws://host:port`. */
  readonly rpc: string;
  /** gRPC: `host:port`. */
  readonly grpc: string;
}

/** What a node is to its chain: the only one, the one of a cluster that makes the blocks, or one that follows. */
export type Role =
  | { readonly kind: 'single' }
  | { readonly kind: 'leader'; readonly name: string }
  | {
      readonly kind: 'standby';
      readonly name: string;
      /** Undefined while nobody leads. */
      readonly leader: NodeAddress | undefined;
      /** It has yet to read blocks that are final. */
      readonly behind: boolean;
    };
