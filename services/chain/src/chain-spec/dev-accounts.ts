/** An account whose secret everybody knows: for networks that are worth nothing. */
export interface DevAccount {
  readonly uri: string;
  readonly address: string;
}

/** Substrate's well-known development accounts: sr25519, derived from the development phrase by their name. */
export const DEV_ACCOUNTS: readonly DevAccount[] = [
  { uri: '//Alice', address: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' },
  { uri: '//Bob', address: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty' },
  { uri: '//Charlie', address: '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y' },
  { uri: '//Dave', address: '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy' },
  { uri: '//Eve', address: '5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw' },
  { uri: '//Ferdie', address: '5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL' },
];

/** The phrase that the development accounts come from. */
export const DEV_PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
