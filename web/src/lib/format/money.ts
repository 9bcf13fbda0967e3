// Money, figures and lists as people read them: the words of the contracts, without their schemas.
export * from '@exchange/contracts/figures';
