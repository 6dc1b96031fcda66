import { AccountId32, DispatchResultType, eventsOf, option, v, variant } from '@yumanet/frame';

export const Event = variant('pallet_sudo::pallet::Event', {
  Sudid: v(0, { sudo_result: DispatchResultType }),
  KeyChanged: v(1, { old: option(AccountId32), new: AccountId32 }),
  KeyRemoved: v(2),
  SudoAsDone: v(3, { sudo_result: DispatchResultType }),
});

export const deposit = eventsOf('Sudo', Event);
