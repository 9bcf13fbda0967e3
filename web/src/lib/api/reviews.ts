// Calls about the review of a listing: by the exchange team, and by those who write it.
import type { Review, ReviewPoint } from '@exchange/contracts';
import type { Api } from './client.ts';

const listing = (id: string) => `/listings/${encodeURIComponent(id)}/review`;
const admin = (id: string) => `/admin/reviews/${encodeURIComponent(id)}`;

export const getReview = (api: Api, id: string) => api.get<Review>(listing(id));
export const answerComment = (api: Api, id: string, commentId: string, text: string) =>
  api.post<Review>(`${listing(id)}/comments/${encodeURIComponent(commentId)}/answer`, { text });
export const claimReview = (api: Api, id: string) => api.post<Review>(`${admin(id)}/claim`, {});
export const unclaimReview = (api: Api, id: string) => api.post<Review>(`${admin(id)}/unclaim`, {});
export const saveChecklist = (api: Api, id: string, points: ReviewPoint[]) =>
  api.post<Review>(`${admin(id)}/checklist`, { points });
export const addComment = (api: Api, id: string, body: { path: string; text: string }) =>
  api.post<Review>(`${admin(id)}/comments`, body);
export const endSample = (api: Api, id: string) => api.post<Review>(`${admin(id)}/looked-at`, {});
