// A page of a list as the api gives it.
export interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
}
