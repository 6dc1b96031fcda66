import { DispatchError, DispatchResultType, eventsOf, u32, v, variant } from '@yumanet/frame';

export const Event = variant('pallet_utility::pallet::Event', {
  BatchInterrupted: v(0, { index: u32, error: DispatchError }),
  BatchCompleted: v(1),
  BatchCompletedWithErrors: v(2),
  ItemCompleted: v(3),
  ItemFailed: v(4, { error: DispatchError }),
  DispatchedAs: v(5, { result: DispatchResultType }),
});

export const deposit = eventsOf('Utility', Event);
